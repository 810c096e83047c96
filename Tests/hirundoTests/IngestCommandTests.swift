import Foundation
import Testing

/// `hirundo ingest` as a person runs it, with the embedded engine.
@Suite(
  "hirundo ingest",
  .enabled(if: InstalledEngine.isThere, InstalledEngine.absence),
  .serialized
)
struct IngestCommandTests {
  private struct Report: Decodable {
    var ingested: [String]
    var known: [String]
    var packets: Int
    var segments: Int
    var warnings: [String]
    var faults: [String]

    init(_ outcome: Program.Outcome) throws {
      self = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
    }
  }

  /// Simulates the small scenario, whose interfaces are called after their sensors.
  private func simulate(_ program: Program) async throws {
    let scenario = "\(InstalledEngine.package)/Scenarios/small.yaml"
    let outcome = try await program("simulate", scenario, "-o", "small.pcapng.zst")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  /// The packets that `hirundo tally` counts.
  private func tallied(_ program: Program, _ path: String) async throws -> Int {
    struct Tally: Decodable { var packets: Int }
    let outcome = try await program("tally", path, "--enrichment", "none", "--format", "json")
    return try JSONDecoder().decode(Tally.self, from: Data(outcome.output.utf8)).packets
  }

  @Test("A capture is ingested once, under whatever name it comes again")
  func once() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try await simulate(program)
    let arguments = ["--enrichment", "none", "--data", "data", "--format", "json"]

    let first = try await program(["ingest", "small.pcapng.zst"] + arguments)
    #expect(first.status == 0, "\(first.errors)")
    let report = try Report(first)
    #expect(report.packets == (try await tallied(program, "small.pcapng.zst")))
    #expect(report.ingested == ["small.pcapng.zst"])

    let again = try Report(try await program(["ingest", "small.pcapng.zst"] + arguments))
    #expect(again.known == ["small.pcapng.zst"])
    #expect(again.packets == 0)

    _ = try await program.shell("cp small.pcapng.zst copy.pcapng.zst")
    let copy = try Report(try await program(["ingest", "copy.pcapng.zst"] + arguments))
    #expect(copy.known == ["copy.pcapng.zst"])

    let both = try Report(
      try await program(
        "ingest",
        "small.pcapng.zst",
        "copy.pcapng.zst",
        "--enrichment",
        "none",
        "--data",
        "other",
        "--format",
        "json"
      )
    )
    #expect(both.ingested.count == 1)
    #expect(both.known.count == 1)
    #expect(both.packets == report.packets)
  }

  @Test("A capture of another sensor's, and one that has grown, are refused with a sentence")
  func refusals() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try folder.write(TwoSensors.atBerlin, to: "berlin.pcap")
    let arguments = ["--enrichment", "none", "--data", "data"]
    let first = try await program(["ingest", "berlin.pcap", "--sensor", "berlin"] + arguments)
    #expect(first.output == "1 file ingested: 3 packets in 2 segments.\n", "\(first.errors)")

    let other = try await program(["ingest", "berlin.pcap", "--sensor", "tokyo"] + arguments)
    #expect(other.status == 1)
    #expect(other.errors.contains("berlin.pcap: it was ingested as the capture of sensor berlin"))

    // tokyo's later frames behind those of berlin, as a program that still writes would put them.
    try folder.write(TwoSensors.atBerlin + TwoSensors.atTokyo, to: "berlin.pcap")
    let grown = try await program(["ingest", "berlin.pcap", "--sensor", "berlin"] + arguments)
    #expect(grown.status == 1)
    #expect(grown.errors.contains("berlin.pcap: it has grown since it was ingested"))
  }

  @Test("Segments that are cut, changed or foreign go to the quarantine, and the others go in")
  func segments() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try await simulate(program)
    let arguments = ["--enrichment", "none", "--format", "json"]
    let whole = try Report(
      try await program(["ingest", "small.pcapng.zst", "--data", "one"] + arguments)
    )
    let prepared = try await program.shell(
      """
      set -e
      # Segments of several sensors may have one name.
      cp -r one/archive received
      rm -rf received/.incoming
      count=$(find received -name '*.pcapng.zst' | wc -l)
      one=$(find received -name '*.pcapng.zst' -size +1k | sort | head -n 1)
      # Of three copies one loses its end, one has a byte changed, and one is something else.
      name() { echo "$one" | sed "s/[0-9]\\{6\\}.pcapng.zst/$1.pcapng.zst/"; }
      head -c 200 "$one" > "$(name 000001)"
      cp "$one" "$(name 000002)"
      printf '\\377' | dd of="$(name 000002)" bs=1 seek=150 conv=notrunc 2>/dev/null
      echo "no segment" > "$(name 000003)"
      echo $count
      """
    )
    #expect(prepared.output == "\(whole.segments)\n", "\(prepared.errors)")
    let outcome = try await program(["ingest", "received", "--data", "two"] + arguments)
    let report = try Report(outcome)
    #expect(outcome.status == 1)
    #expect(report.faults.count == 3, "\(report.faults)")
    #expect(report.packets == whole.packets)
    #expect(report.segments == whole.segments)
    let kept = try await program.shell("ls two/quarantine | grep -c reason")
    #expect(kept.output == "3\n")
  }

  @Test("Of two owners of one data directory the second says who the first is")
  func owners() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try folder.write(TwoSensors.atBerlin, to: "berlin.pcap")
    // The first one waits for its engine for a moment, while the second looks at the lock.
    let outcome = try await program.shell(
      """
      "$HIRUNDO" ingest berlin.pcap --sensor berlin --enrichment none --data data & first=$!
      until [ -s data/lock ]; do sleep 0.01; done
      "$HIRUNDO" ingest berlin.pcap --sensor berlin --enrichment none --data data
      echo "status $? of the second, beside $first"
      wait $first
      """
    )
    let second = try #require(
      outcome.output.firstMatch(of: /status (\d) of the second, beside (\d+)/)
    )
    #expect(second.1 == "1")
    #expect(outcome.errors.contains("\(second.2)"), "\(outcome.errors)")
    #expect(outcome.errors.contains("hirundo ingest"))
  }

  @Test("Killed at random moments and run again, every packet is there exactly once")
  func killed() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try await simulate(program)
    let outcome = try await program.shell(
      """
      "\(InstalledEngine.package)/Scripts/kill-test" small.pcapng.zst --times 4 --program "$HIRUNDO"
      """
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.hasSuffix("every packet is there exactly once\n"), "\(outcome.output)")
  }

  @Test(
    "A full disk stops an ingest with one sentence; with room it goes on, and nothing is lost",
    .enabled(if: geteuid() == 0, "only root can mount a small disk")
  )
  func fullDisk() async throws {
    let folder = try TemporaryFolder()
    let program = folder.program
    try await simulate(program)
    try folder.write(TwoSensors.atBerlin, to: "berlin.pcap")
    let mounted = try await program.shell("mkdir disk && mount -t tmpfs -o size=64m none disk")
    try #require(mounted.status == 0, "\(mounted.errors)")
    let arguments = ["--enrichment", "none", "--data", "disk/data", "--format", "json"]
    let before = try await program(["ingest", "berlin.pcap", "--sensor", "berlin"] + arguments)
    #expect(before.status == 0, "\(before.errors)")
    // All but 200,000 bytes, of which the first segments take a part.
    _ = try await program.shell(
      "head -c $(($(df --output=avail -B1 disk | tail -1) - 200000)) /dev/zero > disk/filler"
    )
    let full = try await program(["ingest", "small.pcapng.zst"] + arguments)
    #expect(full.status == 1)
    #expect(full.errors.split(separator: "\n").count == 1, "\(full.errors)")
    _ = try await program.shell("rm disk/filler")
    let after = try await program(["ingest", "small.pcapng.zst"] + arguments)
    #expect(after.status == 0, "\(after.errors)")
    #expect(try Report(after).packets == (try await tallied(program, "small.pcapng.zst")))
    _ = try await program.shell("umount disk")
  }
}
