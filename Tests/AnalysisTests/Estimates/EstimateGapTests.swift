import Analysis
import Testing

@Suite("Why there is no estimate")
struct EstimateGapTests {
  @Test("Every reason is a sentence of its own and a word for machines")
  func sentences() {
    #expect(Set(EstimateGap.allCases.map(\.description)).count == EstimateGap.allCases.count)
    #expect(EstimateGap.oneSensor.description == "one sensor cannot be split into halves")
    #expect(EstimateGap.oneSensor.rawValue == "one-sensor")
  }
}
