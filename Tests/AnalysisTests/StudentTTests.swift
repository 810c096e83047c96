import Testing

@testable import Analysis

@Suite("Student's t distribution")
struct StudentTTests {
  @Test(
    "The quantiles are those of the tables (NIST/SEMATECH e-Handbook, 1.3.6.7.2)",
    arguments: [
      (1, 12.706), (2, 4.303), (3, 3.182), (5, 2.571), (10, 2.228), (30, 2.042), (40, 2.021),
      (100, 1.984),
    ]
  )
  func quantiles(degrees: Int, quantile: Double) {
    #expect(abs(StudentT(degrees: degrees).quantile - quantile) < 0.0006)
  }

  @Test("Small degrees of freedom have closed forms")
  func closedForms() {
    // 1: 1 - 2/π atan 1. 2: 1 - t / √(2 + t²). 4: sine 1/√2, cosine² 1/2: 1 - (1 + 1/4) / √2.
    #expect(abs(StudentT(degrees: 1).probability(beyond: 1) - 0.5) < 1e-12)
    #expect(abs(StudentT(degrees: 2).probability(beyond: -2.0.squareRoot()) - 0.292893) < 1e-6)
    #expect(abs(StudentT(degrees: 4).probability(beyond: 2) - 0.116117) < 1e-6)
    #expect(StudentT(degrees: 3).probability(beyond: 0) == 1)
    #expect(StudentT(degrees: 3).probability(beyond: .infinity) == 0)
  }

  @Test("The series and the expansion meet", arguments: [31, 200, 10_000])
  func meeting(degrees: Int) {
    let distribution = StudentT(degrees: degrees)
    #expect(abs(distribution.probability(beyond: distribution.quantile) - 0.05) < 1e-5)
  }
}
