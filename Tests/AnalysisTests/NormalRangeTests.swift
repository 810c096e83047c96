import Analysis
import Testing

@Suite("The normal range of a sensor's hours")
struct NormalRangeTests {
  @Test("Median and deviation of the hours make the range, as the page works out")
  func workedExample() throws {
    // Sorted 90 95 100 100 110 120 400: median 100; deviations 10 5 0 0 10 20 300, their median 10.
    // 1.4826 · 10 = 14.826 is more than √100 = 10, so the range is 100 ± 5 · 14.826.
    let range = try #require(NormalRange(of: [100, 110, 90, 400, 95, 100, 120]))
    #expect(range.median == 100)
    #expect((range.lower - 25.87).magnitude < 1e-9)
    #expect((range.upper - 174.13).magnitude < 1e-9)
    #expect(range.contains(170) && !range.contains(400) && !range.contains(20))
  }

  @Test("Hours that never differ still vary by the root of their count")
  func constant() throws {
    let range = try #require(NormalRange(of: Array(repeating: 400, count: 14)))
    #expect(range.lower == 300 && range.upper == 500)
  }

  @Test("Nothing is less than no packets, and few packets have no lower bound")
  func few() throws {
    let range = try #require(NormalRange(of: [4, 4, 4, 4, 4, 4, 4, 4]))
    #expect(range.lower == 0 && range.upper == 14)
  }

  @Test("Six hours are too few")
  func tooFew() {
    #expect(NormalRange(of: [1, 2, 3, 4, 5, 6]) == nil)
  }
}
