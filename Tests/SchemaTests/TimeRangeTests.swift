import Schema
import Testing

@Suite("Stretches of time")
struct TimeRangeTests {
  private static func ranges(_ pairs: [(Int64, Int64)]) -> [TimeRange] {
    pairs.map { TimeRange(start: $0.0, end: $0.1) }
  }

  @Test(
    "Stretches that overlap or touch become one",
    arguments: [
      ([], []),
      ([(5, 9)], [(5, 9)]),
      ([(5, 9), (0, 3)], [(0, 3), (5, 9)]),
      ([(0, 5), (5, 9)], [(0, 9)]),
      ([(0, 6), (5, 9)], [(0, 9)]),
      ([(0, 9), (2, 3), (8, 12)], [(0, 12)]),
      ([(-4, -2), (-3, 1), (4, 5)], [(-4, 1), (4, 5)]),
    ] as [([(Int64, Int64)], [(Int64, Int64)])]
  )
  func union(_ parts: [(Int64, Int64)], _ whole: [(Int64, Int64)]) {
    #expect(TimeRange.union(Self.ranges(parts)) == Self.ranges(whole))
  }

  @Test("A stretch whose end lies before its start is empty")
  func wrongOrder() {
    let range = TimeRange(start: 9, end: 5)
    #expect(range.end == 9 && range.length == 0)
  }

  @Test("The length of all time saturates")
  func saturation() {
    #expect(TimeRange(start: .min, end: .max).length == .max)
    #expect(TimeRange(start: -3, end: 4).length == 7)
  }

  @Test("An intersection is what both cover, empty when nothing is")
  func intersection() {
    let range = TimeRange(start: 0, end: 10)
    #expect(
      range.intersection(TimeRange(start: 5, end: 20)) == TimeRange(start: 5, end: 10)
    )
    #expect(range.intersection(TimeRange(start: 12, end: 20)).length == 0)
    #expect(range.intersection(TimeRange(start: 10, end: 20)).length == 0)
  }
}
