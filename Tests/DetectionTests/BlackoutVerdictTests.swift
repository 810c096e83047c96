import Schema
import Testing

@testable import Detection

@Suite("Blackouts (docs/definitions/BlackoutWatch.md)")
struct BlackoutVerdictTests {
  private static let iran = SeriesSubject.region(Region("IR") ?? .unknown)
  private static let israel = SeriesSubject.region(Region("IL") ?? .unknown)

  /// Distinct sources a day, 1 May to 27 June 2025: 170-200 normally, 100-130 from 13 June, 20-100 from 19 June.
  private static func series() -> SeriesSet {
    let normal = [185.0, 172, 198, 180, 190, 176, 200, 170, 188, 194, 182]
    let fallen = [125.0, 110, 118, 104, 128, 115]
    let vanished = [95.0, 60, 30, 20, 25, 22, 40, 70, 98]
    // 43 days until 12 June.
    let first = SeriesSpan(step: .day, first: 20_209, count: 58)
    let values = (0..<43).map { normal[$0 % normal.count] } + fallen + vanished
    let flat = (0..<58).map { Double(120 + $0 % 7 * 3) }
    let others = (0..<20).map { (index: Int) -> SubjectSeries in
      let counts = (0..<58).map { Double(300 + ($0 * 7 + index) % 19 * 4) }
      let region = Region(rawValue: UInt16(0x4141 + index))
      return SubjectSeries(.region(region), first, [.sources: counts])
    }
    return SeriesSet(
      [
        SubjectSeries(iran, first, [.sources: values]),
        SubjectSeries(israel, first, [.sources: flat]),
      ] + others,
      ListeningSeries(first, constant: 10)
    )
  }

  @Test("Iran in June 2025 is found on 13 June, Israel never")
  func iran() throws {
    let set = Self.series()
    let found = ChangeDetector.changes(in: set, on: 20_240...20_266, .blackouts)
    #expect(Set(found.map(\.subject)) == [Self.iran])
    let fall = try #require(found.first)
    // 2025-06-13 is 20,252.
    #expect(CivilDay(number: fall.first).description == "2025-06-13")
    #expect(fall.detected == 20_252)
    #expect(fall.last == 20_266)
    #expect(found.count == 1)
    let around = DetectionRun().surroundings(of: fall, in: set)
    #expect(around.listening == 1)
    #expect(around.others.count == 21)
    let verdict = BlackoutVerdict(
      observed: 20,
      expected: 185,
      listening: around.listening,
      parts: [
        BlackoutVerdict.Part(identity: "tag:mirai", expected: 90, observed: 9),
        BlackoutVerdict.Part(identity: "label:23/TCP", expected: 120, observed: 14),
      ],
      others: around.others
    )
    #expect(verdict == .blackout)
  }

  @Test("The end of one botnet is none")
  func botnet() {
    // 100 of 185 sources had its tag; 80 of the other 85 are still there.
    let verdict = BlackoutVerdict(
      observed: 82,
      expected: 185,
      listening: 1,
      parts: [
        BlackoutVerdict.Part(identity: "label:23/TCP", expected: 150, observed: 60),
        BlackoutVerdict.Part(identity: "tag:mirai", expected: 100, observed: 2),
      ],
      others: [1, 0.98, 1.02]
    )
    #expect(verdict == .oneKind("tag:mirai"))
  }

  @Test("What fell everywhere, and what our own outage took, are none")
  func elsewhere() {
    #expect(
      BlackoutVerdict(observed: 90, expected: 185, listening: 1, parts: [], others: [0.5, 0.6, 1])
        == .everywhere
    )
    #expect(
      BlackoutVerdict(observed: 90, expected: 185, listening: 0.6, parts: [], others: [1])
        == .outage
    )
    #expect(
      BlackoutVerdict(observed: 0, expected: 0, listening: 1, parts: [], others: []) == .outage
    )
  }
}
