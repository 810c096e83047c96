import Testing

@testable import Detection

@Suite("Tails of the distributions behind a baseline")
struct NegativeBinomialTests {
  @Test("With mean and dispersion 1 each further count halves the tail")
  func geometric() {
    let counts = NegativeBinomial(mean: 1, dispersion: 1)
    #expect((counts.atLeast(3) - 0.125).magnitude < 1e-12)
    #expect((counts.atMost(2) - 0.875).magnitude < 1e-12)
    #expect((counts.atLeast(40) / 0x1p-40 - 1).magnitude < 1e-6)
    #expect(counts.atLeast(0) == 1)
  }

  @Test("With a small dispersion it is Poisson's law")
  func poisson() {
    // P(X <= 2) of mean 5: e^-5 (1 + 5 + 12.5).
    let counts = NegativeBinomial(mean: 5, dispersion: 1e-6)
    #expect((counts.atMost(2) - 0.124652).magnitude < 1e-4)
  }

  @Test("The incomplete beta function of whole numbers")
  func incompleteBeta() {
    // I_x(2, 1) = x², I_x(1, 3) = 1 - (1 - x)³.
    #expect((IncompleteBeta.value(0.3, rest: 0.7, 2, 1) - 0.09).magnitude < 1e-12)
    #expect((IncompleteBeta.value(0.3, rest: 0.7, 1, 3) - 0.657).magnitude < 1e-12)
  }

  @Test(
    "The normal place of a small probability",
    arguments: [(1.349898e-3, 3.0), (2.866516e-7, 5.0), (7.619853e-24, 10.0)]
  )
  func normalPlace(_ probability: Double, _ place: Double) {
    #expect((TailProbability.normalPlace(beyond: probability) - place).magnitude < 0.01)
  }

  @Test("Student's tail with one degree of freedom is Cauchy's")
  func student() {
    // 1/2 - atan(3) / pi.
    #expect((TailProbability.widened(1.349898e-3, degrees: 1) - 0.102416).magnitude < 5e-4)
    #expect(TailProbability.widened(0.3, degrees: 1) == 0.3)
  }
}
