import Fingerprint
import Schema
import Segment
import Store
import Testing

@testable import Collector

@Suite(
  "Re-tagging from the archive",
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)")
)
struct RetagRunTests {
  /// What a test throws between two steps.
  private struct Interruption: Error {}

  private let old: RuleSet
  private let new: RuleSet

  init() throws {
    old = try RuleSet(text: SampleCapture.rules, file: "old.rules")
    // Mirai-type SYNs to 23/TCP only, under another name.
    let text =
      SampleCapture.rules
      .replacing("rule mirai", with: "rule mirai-23")
      .replacing("sequence == destination", with: "sequence == destination and targetPort == 23")
    new = try RuleSet(text: text, file: "new.rules")
  }

  private func filled() async throws -> TestStation {
    let station = try await TestStation()
    try SampleCapture.write(to: station.folder)
    try await station.ingest(SampleCapture.both, old)
    return station
  }

  private func run(_ station: TestStation, _ rules: RuleSet, from day: Int = 19_918) -> RetagRun {
    RetagRun(
      store: station.store,
      directory: station.directory,
      rules: rules,
      enrichment: station.enrichment,
      zone: .utc,
      range: TimeRange(
        start: CivilDay(number: day).start,
        end: CivilDay(number: 19_920).start
      )
    )
  }

  private func count(_ station: TestStation, _ condition: String) async throws -> String {
    let answer = try await station.store.client.query(
      "SELECT count() FROM packets WHERE \(condition)"
    )
    return String(decoding: answer.dropLast(), as: UTF8.self)
  }

  @Test("A plan says what changes per tag and day, and changes nothing")
  func plan() async throws {
    let station = try await filled()
    let before = try await station.dump()
    let plan = try await run(station, new).plan()
    func change(_ tag: String, _ day: Int, _ before: TagDay, _ after: TagDay) -> TagChange {
      TagChange(tag: tag, day: CivilDay(number: day), before: before, after: after)
    }
    let none = TagDay()
    #expect(
      plan.changes == [
        // On the 15th one of tokyo and one of lima.
        change("mirai", 19_918, TagDay(packets: 2, sources: 1), none),
        change("mirai", 19_919, TagDay(packets: 2, sources: 1), none),
        change("mirai-23", 19_918, none, TagDay(packets: 1, sources: 1)),
        change("mirai-23", 19_919, none, TagDay(packets: 2, sources: 1)),
        // 192.0.2.2 hints once a day, which is twice in the period; 192.0.2.3 only once.
        change(
          "zmap-ipid",
          19_918,
          TagDay(packets: 1, sources: 1),
          TagDay(packets: 1, sources: 1)
        ),
        change(
          "zmap-ipid",
          19_919,
          TagDay(packets: 1, sources: 1),
          TagDay(packets: 1, sources: 1)
        ),
      ]
    )
    #expect(plan.segments == 3)
    #expect(plan.rowsBefore == 7)
    #expect(plan.rowsAfter == 7)
    #expect(try await station.dump() == before)
  }

  @Test("Carried out, the rows say what the plan said, each packet once")
  func carryOut() async throws {
    let station = try await filled()
    let run = run(station, new)
    try await run.carryOut(try await run.plan(), writer: station.writer())
    #expect(try await count(station, "1") == "7")
    #expect(try await count(station, "has(tags, 'mirai')") == "0")
    #expect(try await count(station, "has(tags, 'mirai-23')") == "3")
    #expect(try await station.store.pendingSegments() == [])
    for change in try await run.plan().changes { #expect(change.before == change.after) }
  }

  @Test("The same rules give the same rows, also where a run began on the day before")
  func same() async throws {
    let station = try await filled()
    let before = try await station.dump()
    #expect(try await count(station, "has(hints, 'run') AND toDate(time) = '2024-07-15'") == "1")
    let run = run(station, old, from: 19_919)
    let plan = try await run.plan()
    // tokyo and lima of the 15th; tokyo's 14th is only read.
    #expect(plan.segments == 2)
    try await run.carryOut(plan, writer: station.writer())
    #expect(try await station.dump() == before)
  }

  @Test("Sets of one segment follow a run as well as one large set")
  func sets() async throws {
    let station = try await filled()
    let before = try await station.dump()
    var run = run(station, old)
    run.limits.segments = 1
    try await run.carryOut(try await run.plan(), writer: station.writer())
    #expect(try await station.dump() == before)
  }

  @Test(
    "Interrupted behind any step and run again it finishes",
    arguments: [StoreWriter.Step.pending, .dirty, .removed, .stored]
  )
  func interrupted(_ step: StoreWriter.Step) async throws {
    let station = try await filled()
    var broken = run(station, new)
    broken.observe = { if $0 == step { throw Interruption() } }
    let plan = try await broken.plan()
    await #expect(throws: Interruption.self) {
      try await broken.carryOut(plan, writer: station.writer())
    }
    #expect(try await station.store.pendingSegments().isEmpty == (step == .stored))
    let again = run(station, new)
    try await again.carryOut(try await again.plan(), writer: station.writer())
    #expect(try await count(station, "1") == "7")
    #expect(try await count(station, "has(tags, 'mirai-23')") == "3")
    #expect(try await station.store.pendingSegments() == [])
  }

  @Test("What an interruption left, the next ingest finishes")
  func ingested() async throws {
    let station = try await filled()
    let before = try await station.dump()
    var broken = run(station, new)
    broken.observe = { if $0 == .removed { throw Interruption() } }
    let plan = try await broken.plan()
    await #expect(throws: Interruption.self) {
      try await broken.carryOut(plan, writer: station.writer())
    }
    #expect(try await count(station, "1") == "0")
    let result = try await station.ingest(SampleCapture.both, old)
    #expect(result.recovered == 3)
    #expect(try await station.dump() == before)
  }

  @Test("A segment that cannot be read keeps its rows")
  func damage() async throws {
    let station = try await filled()
    let file = try #require(station.files(in: "archive/lima").first)
    try TestStation.write([1, 2, 3], to: file)
    let run = run(station, new)
    let plan = try await run.plan()
    #expect(plan.faults.count == 1)
    #expect(plan.segments == 2)
    try await run.carryOut(plan, writer: station.writer())
    #expect(try await count(station, "1") == "7")
    // lima's still has the old tag.
    #expect(try await count(station, "has(tags, 'mirai') AND sensor = 'lima'") == "1")
    #expect(try await count(station, "has(tags, 'mirai-23') AND sensor = 'tokyo'") == "2")
  }
}
