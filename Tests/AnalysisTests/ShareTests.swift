import Analysis
import Testing

@Suite("Part of a whole (docs/definitions/MiraiShare.md)")
struct ShareTests {
  @Test("There is no part of nothing, and none that is larger than its whole")
  func impossible() {
    #expect(Share(0, of: 0).value == nil)
    #expect(Share(2, of: 1).value == nil)
    #expect(Share(0, of: 4).value == 0)
    #expect(Share(1, of: 4).value == 0.25)
  }
}
