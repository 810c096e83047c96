import Analysis
import Testing

@Suite("Correction for many comparisons (docs/definitions/FalseDiscovery.md)")
struct FalseDiscoveryTests {
  /// Benjamini and Hochberg (1995), section 4.1: fifteen hypotheses, of which four are rejected.
  static let published = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0000,
  ]

  @Test("The paper's example: four of fifteen are at most 5 %")
  func paper() {
    let adjusted = FalseDiscovery(Self.published).adjusted
    #expect(adjusted.count { $0 <= 0.05 } == 4)
    #expect(abs(adjusted[3] - 0.035625) < 1e-9)  // 0.0095 * 15 / 4
    #expect(abs(adjusted[4] - 0.0603) < 1e-9)  // 0.0201 * 15 / 5
    // 0.0278 * 15 / 6 is 0.0695, which 0.0298 * 15 / 7 undercuts.
    #expect(abs(adjusted[5] - 0.0638571) < 1e-6)
  }

  @Test("The order of the comparisons does not matter, and one alone stays as it is")
  func order() {
    let backwards = FalseDiscovery(Self.published.reversed()).adjusted
    #expect(backwards.reversed() == FalseDiscovery(Self.published).adjusted)
    #expect(FalseDiscovery([0.03]).adjusted == [0.03])
    #expect(FalseDiscovery([]).adjusted.isEmpty)
  }
}
