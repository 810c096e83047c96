import Foundation
import Testing
import Wire

@Suite(
  "hirundo packets, retag and archive",
  .enabled(
    if: FileManager.default.isExecutableFile(
      atPath: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "vendor/engine/bin/python3").path
    ),
    "the embedded engine is missing; run: Scripts/install-engine"
  )
)
struct EvidenceCommandTests {
  /// 2024-07-15T00:00:00Z.
  private static let midnight: Int64 = 19_919 * 86_400

  /// A data directory `d` with three packets of 192.0.2.1, two of them Mirai-type, and one of 192.0.2.2.
  private func filled() async throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let target = IPv4Address(203, 0, 113, 9)
    func probe(_ last: UInt8, _ port: UInt16, sequence: UInt32? = nil) -> [UInt8] {
      ProbeFrame(
        source: IPv4Address(192, 0, 2, last),
        target: target,
        port: port,
        sequence: sequence
      ).bytes
    }
    try folder.write(
      [
        (Self.midnight + 1, probe(1, 23)), (Self.midnight + 2, probe(1, 23)),
        (Self.midnight + 3, probe(1, 80, sequence: 7)),
        (Self.midnight + 4, probe(2, 80, sequence: 8)),
      ],
      to: "tokyo.pcap"
    )
    let ingest = try await folder.program(
      "ingest",
      "tokyo.pcap",
      "--sensor",
      "tokyo",
      "--data",
      "d",
      "--enrichment",
      "none"
    )
    #expect(ingest.status == 0)
    return folder
  }

  @Test("packets writes the frames that match and says how many")
  func packets() async throws {
    let folder = try await filled()
    let outcome = try await folder.program(
      "packets",
      "--source",
      "192.0.2.1",
      "--port",
      "23/TCP",
      "--period",
      "2024-07",
      "--data",
      "d",
      "-o",
      "e.pcapng.gz"
    )
    #expect(outcome.status == 0)
    #expect(
      outcome.output
        == "Rows that match: 2, in 1 segment; frames written to e.pcapng.gz: 2.\n"
    )
    let decoded = try await folder.program("decode", "e.pcapng.gz")
    // A head line and two packets.
    #expect(decoded.lines.count == 3)
    let none = try await folder.program("packets", "--tag", "masscan", "--data", "d", "-o", "n")
    #expect(none.status == 0)
    #expect(none.output == "No packet matches; nothing was written.\n")
  }

  @Test("packets to standard output is a capture and nothing else")
  func standardOutput() async throws {
    let folder = try await filled()
    let outcome = try await folder.program.shell(
      "\"$HIRUNDO\" packets --source 192.0.2.0/24 --data d -o - | \"$HIRUNDO\" decode -"
    )
    #expect(outcome.status == 0)
    #expect(outcome.lines.count == 5)
    #expect(outcome.errors.contains("Rows that match: 4, in 1 segment; frames written to -: 4."))
  }

  @Test("retag prints what changes before it changes it")
  func retag() async throws {
    let folder = try await filled()
    let rules = """
      rule all
        name     Every SYN
        valid    2013-01-01 ..
        source   a test
        applies  ipv4-tcp-syn
        when     tcpFlags == 2
      """
    try folder.write(rules, to: "my.rules")
    let words = [
      "retag", "--period", "2024-07", "--rules", "my.rules", "--data", "d", "--enrichment", "none",
      "--format", "csv",
    ]
    // All sources are of blocks for documentation, which the rules that were there call bogons.
    let changes = """
      tag,day,packets_before,packets_after,sources_before,sources_after
      all,2024-07-15,0,4,0,2
      bogon,2024-07-15,4,0,2,0
      mirai,2024-07-15,2,0,1,0

      """
    for arguments in [words + ["--dry-run"], words] {
      let outcome = try await folder.program(arguments)
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix(changes.dropLast()))
    }
    let after = try await folder.program(words)
    #expect(after.output == "tag,day,packets_before,packets_after,sources_before,sources_after\n")
  }

  @Test("archive compact, verify and restore say what they did")
  func archive() async throws {
    let folder = try await filled()
    let compact = try await folder.program("archive", "compact", "--data", "d")
    #expect(compact.output == "Put together 1 file of segments into 1 file of days.\n")
    let verify = try await folder.program("archive", "verify", "--data", "d")
    #expect(verify.status == 0)
    #expect(verify.output.hasPrefix("Whole and in the ledger: 1 segment; read: "))
    try FileManager.default.removeItem(atPath: "\(folder.path)/d/store")
    let lost = try await folder.program("archive", "verify", "--data", "d")
    #expect(lost.status == 1)
    #expect(lost.output.hasPrefix("unlisted: segment "))
    let restore = try await folder.program(
      "archive",
      "restore",
      "--data",
      "d",
      "--enrichment",
      "none"
    )
    #expect(restore.status == 0)
    #expect(restore.output == "Brought into the store: 1 segment with 4 packets.\n")
    let again = try await folder.program("archive", "verify", "--data", "d")
    #expect(again.status == 0)
  }

  @Test(
    "What cannot be used is refused in one sentence",
    arguments: [
      (["packets", "--source", "x", "-o", "e", "--data", "d"], "--source"),
      (["packets", "--period", "2024-13", "-o", "e", "--data", "d"], "--period"),
      (["packets", "-o", "e", "--data", "absent"], "there is no data directory"),
      (["retag", "--period", "July", "--data", "d"], "--period"),
      (["archive", "compact", "--before", "July", "--data", "d"], "--before July"),
    ]
  )
  func refused(_ arguments: [String], _ words: String) async throws {
    let folder = try TemporaryFolder()
    let outcome = try await folder.program(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(words))
  }
}
