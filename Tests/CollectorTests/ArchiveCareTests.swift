import Fingerprint
import Schema
import Segment
import Store
import Testing

@testable import Collector

@Suite(
  "Care of the archive",
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)")
)
struct ArchiveCareTests {
  private let rules: RuleSet
  private let day = CivilDay(number: 19_919)

  init() throws {
    rules = try RuleSet(text: SampleCapture.rules, file: "test.rules")
  }

  private func filled() async throws -> TestStation {
    let station = try await TestStation()
    try SampleCapture.write(to: station.folder)
    try await station.ingest(SampleCapture.both, rules)
    return station
  }

  private func check(
    _ station: TestStation,
    _ store: EventStore? = nil
  ) async throws -> ArchiveCheck.Result {
    try await ArchiveCheck(store: store ?? station.store, directory: station.directory).run()
  }

  private func restore(
    _ station: TestStation,
    _ store: EventStore
  ) async throws -> ArchiveRestore.Result {
    try await ArchiveRestore(
      store: store,
      directory: station.directory,
      writer: station.writer(into: store),
      rules: rules,
      enrichment: station.enrichment
    ).run()
  }

  private func compact(_ station: TestStation) async throws -> ArchiveCompaction.Result {
    try await ArchiveCompaction(
      store: station.store,
      directory: station.directory,
      before: CivilDay(number: 19_920)
    ).run(writer: station.writer())
  }

  @Test("What was ingested is whole, before and after a compaction")
  func whole() async throws {
    let station = try await filled()
    for _ in 0..<2 {
      let result = try await check(station)
      #expect(result.sound == 3)
      #expect(result.findings == [])
      _ = try await compact(station)
    }
  }

  @Test("A compaction that did not reach the ledger is put right by the next")
  func compaction() async throws {
    let station = try await filled()
    #expect(try station.directory.archive.compact("tokyo", day).merged == 1)
    let result = try await compact(station)
    #expect(result.merged == 2)
    #expect(result.days == 2)
    #expect(result.moved == 3)
    let record = try #require(try await station.store.segments(of: "tokyo", on: day).first)
    #expect(record.path == "tokyo/2024/07/20240715.pcapng.zst")
    #expect(record.state == .stored)
    #expect(try await compact(station) == ArchiveCompaction.Result())
  }

  @Test("A damaged file goes to quarantine, its rows stay, and a whole copy takes its place")
  func damage() async throws {
    let station = try await filled()
    let before = try await station.dump()
    let file = try #require(station.files(in: "archive/lima").first)
    let bytes = try TestStation.bytes(of: file)
    var damaged = bytes
    damaged[damaged.count / 2] ^= 1
    try TestStation.write(damaged, to: file)
    let found = try await check(station)
    #expect(found.sound == 2)
    #expect(found.findings.map(\.kind) == [.damaged])
    #expect(found.findings.map(\.sensor) == ["lima"])
    #expect(station.files(in: "archive/lima") == [])
    // The file and its reason.
    #expect(station.files(in: "quarantine").count == 2)
    let missing = try await check(station)
    #expect(missing.findings.map(\.kind) == [.missing])
    #expect(missing.findings.map(\.segments) == [1])

    let name = try #require(file.split(separator: "/").last.map(String.init))
    try TestStation.write(bytes, to: "\(station.folder)/\(name)")
    try await station.ingest([(name, "lima")], rules)
    #expect(try await check(station).findings == [])
    #expect(try await station.dump() == before)
  }

  @Test("A damaged segment of a compacted day is copied to quarantine, and the day's file stays")
  func damagedDay() async throws {
    let station = try await filled()
    _ = try await compact(station)
    let file = try #require(station.files(in: "archive/lima").first)
    var damaged = try TestStation.bytes(of: file)
    damaged[10] ^= 1
    try TestStation.write(damaged, to: file)
    for _ in 0..<2 {
      let found = try await check(station)
      #expect(found.findings.map(\.kind) == [.damaged])
      #expect(station.files(in: "archive/lima") == [file])
      #expect(station.files(in: "quarantine").count == 2)
    }
  }

  @Test("An empty store is made anew from the archive alone, to the last column")
  func restores() async throws {
    let station = try await filled()
    let before = try await station.dump()
    _ = try await compact(station)
    let empty = try await TestStation.emptyStore()
    let found = try await check(station, empty)
    #expect(found.findings.map(\.kind) == [.unlisted, .unlisted, .unlisted])
    let result = try await restore(station, empty)
    #expect(result.segments == 3)
    #expect(result.packets == 7)
    #expect(result.faults == [])
    #expect(try await station.dump(empty) == before)
    #expect(try await check(station, empty).findings == [])
    #expect(try await restore(station, empty).segments == 0)
    // The captures once more, of which the new ledger knows nothing.
    try await station.ingest(SampleCapture.both, rules, into: empty)
    #expect(try await station.dump(empty) == before)
  }

  @Test("One segment that the ledger lacks is brought in with what its run's beginning says")
  func one() async throws {
    let station = try await filled()
    let before = try await station.dump()
    let other = try await TestStation.emptyStore()
    // All but tokyo's 15th, whose run began on the 14th.
    let all = try await station.store.segments().filter { $0.sensor != "tokyo" || $0.day != day }
    try await other.record(all)
    #expect(try await restore(station, other).segments == 1)
    let lines = before.split(separator: "\n").filter { $0.hasPrefix("2024-07-15") }
    let restored = try await station.dump(other).split(separator: "\n")
    #expect(restored == lines.filter { $0.contains("\ttokyo\t") })
  }
}
