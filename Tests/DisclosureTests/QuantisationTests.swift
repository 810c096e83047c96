import Testing

@testable import Disclosure

@Suite("Rounding of public numbers")
struct QuantisationTests {
  @Test(
    "Whole numbers keep two digits, half away from zero",
    arguments: [
      (0, 0), (7, 7), (99, 99), (104, 100), (105, 110), (6749, 6700), (6750, 6800), (9950, 10_000),
      (18_446_744_073_709_551_615, 18_000_000_000_000_000_000),
    ] as [(UInt64, UInt64)]
  )
  func whole(_ value: UInt64, _ expected: UInt64) {
    #expect(Quantisation(digits: 2).rounded(value) == expected)
  }

  @Test(
    "Other numbers too, and what is no number stays",
    arguments: [(0, 0), (67.49, 67), (0.0125, 0.013), (-1.26, -1.3), (99.6, 100), (6749, 6700)]
      as [(Double, Double)]
  )
  func fraction(_ value: Double, _ expected: Double) {
    #expect(abs(Quantisation(digits: 2).rounded(value) - expected) < 1e-12 * max(1, expected))
    #expect(Quantisation(digits: 2).rounded(Double.infinity) == .infinity)
    #expect(Quantisation(digits: 2).rounded(Double.nan).isNaN)
  }
}
