import RealModule

/// Sightings of hosts whose rates are spread log-normally: the Poisson log-normal distribution
/// (Bulmer 1974, doi:10.2307/2529621), fitted to hosts by how often they were seen.
///
/// Sightings from `cells` on are one cell, so that few hosts that are seen very often do not decide
/// about those that are not seen. Of the spread 0, where all rates are equal, the derivatives are as
/// smooth as elsewhere, because the model is fitted by the variance of the logarithm of the rates and
/// not by its root: with the Poisson probability p of a rate with the logarithm x, the derivative by
/// the mean is E[p'(x)], and by the variance E[p''(x)] / 2.
struct SpreadRates {
  /// The most cells.
  static let mostCells = 12
  /// The greatest variance of the natural logarithm of the rates: within one deviation on either
  /// side they differ by a factor of 400.
  private static let mostVariance = 9.0

  private let nodes: [(place: Double, weight: Double)]
  private let cells: Int
  private let seenPerCell: [Double]
  private let seen: Double
  private let sightings: Double

  /// Probabilities of the cells, the last of which is "as often as `cells` or more", and their
  /// derivatives by the mean and the variance of the logarithm of the rates.
  private struct Cells {
    var probability: [Double]
    var byMean: [Double]
    var byVariance: [Double]
  }

  init(_ counts: SightingCounts) {
    // A normal distribution as steps of 0.15 of its deviation, to 4.5 of them on either side.
    let places = (-30...30).map { Double($0) * 0.15 }
    let total = places.reduce(0) { $0 + Double.exp(-$1 * $1 / 2) }
    nodes = places.map { ($0, Double.exp(-$0 * $0 / 2) / total) }
    let often = counts.entries.last?.sightings ?? 0
    let cells = often < UInt64(Self.mostCells) ? Int(often) + 1 : Self.mostCells
    self.cells = cells
    var seenPerCell = [Double](repeating: 0, count: cells + 1)
    for entry in counts.entries {
      let cell = entry.sightings < UInt64(cells) ? Int(entry.sightings) : cells
      seenPerCell[cell] += Double(entry.sources)
    }
    self.seenPerCell = seenPerCell
    seen = Double(counts.seen)
    sightings = seenPerCell.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
  }

  /// The logarithm of the likelihood of a number of unseen hosts, with the rates that suit it best.
  func logarithm(unseen: Double) -> Double {
    var hosts = seenPerCell
    hosts[0] = unseen
    return fit(hosts) + Double.logGamma(seen + unseen + 1) - Double.logGamma(unseen + 1)
  }

  /// Fits mean and variance by Fisher scoring; returns the logarithm of the likelihood.
  private func fit(_ hosts: [Double]) -> Double {
    let total = hosts.reduce(0, +)
    // Each fit begins anew: the end of another one may be far from what suits these hosts.
    var variance = 0.5
    var mean = Double.log(sightings / total) - variance / 2
    var model = cells(mean: mean, variance: variance)
    var value = Self.logarithm(of: hosts, model)
    for _ in 0..<50 {
      let step = step(hosts, total: total, model, variance: variance)
      var scale = min(1, 2 / max(step.mean.magnitude, .leastNormalMagnitude))
      var gain = 0.0
      while scale > 1e-5 {
        let nextMean = mean + scale * step.mean
        let nextVariance = min(Self.mostVariance, max(0, variance + scale * step.variance))
        let next = cells(mean: nextMean, variance: nextVariance)
        let nextValue = Self.logarithm(of: hosts, next)
        if nextValue > value {
          gain = nextValue - value
          (mean, variance, model, value) = (nextMean, nextVariance, next, nextValue)
          break
        }
        scale /= 2
      }
      if gain < 1e-5 { break }
    }
    return value
  }

  /// The step of Fisher scoring: the score, divided by the information that is to be expected.
  private func step(
    _ hosts: [Double],
    total: Double,
    _ model: Cells,
    variance current: Double
  ) -> (mean: Double, variance: Double) {
    var score = (mean: 0.0, variance: 0.0)
    var information = (mean: 0.0, both: 0.0, variance: 0.0)
    for cell in hosts.indices {
      let probability = model.probability[cell]
      let (byMean, byVariance) = (model.byMean[cell], model.byVariance[cell])
      score.mean += hosts[cell] / probability * byMean
      score.variance += hosts[cell] / probability * byVariance
      information.mean += total * byMean * byMean / probability
      information.both += total * byMean * byVariance / probability
      information.variance += total * byVariance * byVariance / probability
    }
    // A little on the diagonal keeps the two apart where one cell holds nearly all hosts.
    let ridge = 1e-9 * (information.mean + information.variance) + .leastNormalMagnitude
    information.mean += ridge
    information.variance += ridge
    let determinant =
      information.mean * information.variance - information.both * information.both
    let variance =
      (score.variance * information.mean - score.mean * information.both) / determinant
    let isHeld =
      current <= 0 && variance < 0 || current >= Self.mostVariance && variance > 0
    guard !isHeld, variance.isFinite else { return (score.mean / information.mean, 0) }
    let mean =
      (score.mean * information.variance - score.variance * information.both) / determinant
    return (mean, variance)
  }

  private func cells(mean: Double, variance: Double) -> Cells {
    let deviation = variance.squareRoot()
    let zeros = [Double](repeating: 0, count: cells + 1)
    var (probability, byMean, byVariance) = (zeros, zeros, zeros)
    for node in nodes {
      let rate = Double.exp(min(50, mean + deviation * node.place))
      var term = node.weight * Double.exp(-rate)
      for cell in 0..<cells {
        let excess = Double(cell) - rate
        probability[cell] += term
        byMean[cell] += term * excess
        byVariance[cell] += term * (excess * excess - rate) / 2
        term *= rate / Double(cell + 1)
      }
    }
    probability[cells] = 1 - probability.reduce(0, +)
    byMean[cells] = -byMean.reduce(0, +)
    byVariance[cells] = -byVariance.reduce(0, +)
    return Cells(
      probability: probability.map { max($0, 1e-300) },
      byMean: byMean,
      byVariance: byVariance
    )
  }

  private static func logarithm(of hosts: [Double], _ model: Cells) -> Double {
    var sum = 0.0
    for cell in hosts.indices where hosts[cell] > 0 {
      sum += hosts[cell] * Double.log(model.probability[cell])
    }
    return sum
  }
}
