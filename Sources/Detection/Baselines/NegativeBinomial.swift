/// Counts that vary more than Poisson's law allows: variance = mean + dispersion · mean².
///
/// Source: J. M. Hilbe, Negative Binomial Regression, 2nd ed., Cambridge 2011, the form NB2,
/// <https://doi.org/10.1017/CBO9780511973420>.
struct NegativeBinomial {
  /// The mean, positive.
  let mean: Double
  /// The dispersion, positive.
  let dispersion: Double

  /// The probability of a count of at least so many.
  func atLeast(_ count: Double) -> Double {
    let count = count.rounded(.down)
    guard count > 0 else { return 1 }
    let size = 1 / dispersion
    let whole = size + mean
    return IncompleteBeta.value(mean / whole, rest: size / whole, count, size)
  }

  /// The probability of a count of at most so many.
  func atMost(_ count: Double) -> Double {
    guard count >= 0 else { return 0 }
    let size = 1 / dispersion
    let whole = size + mean
    return IncompleteBeta.value(size / whole, rest: mean / whole, size, count.rounded(.down) + 1)
  }
}
