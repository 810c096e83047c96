import RealModule

/// The interval of the number of hosts whose likelihood is not much below the greatest.
///
/// The likelihood of a number of hosts is the greatest that any rates give it (profile likelihood).
/// Twice the logarithm of its ratio to the greatest follows a chi-square distribution of one degree
/// of freedom (Wilks 1938, doi:10.1214/aoms/1177732360), so 95 % reach down by 1.92.
struct ProfileLikelihood {
  /// Half of 3.8415, which a chi-square of one degree of freedom exceeds in 5 % of cases.
  private static let drop = 1.92073
  /// The fewest unseen hosts that are told from none.
  private static let fewest = 0.01
  /// The most unseen hosts, as a multiple of the seen ones.
  private static let most = 1000.0
  /// Into how many steps the logarithm of the unseen hosts is divided at first.
  private static let steps = 24

  /// What is not known: nil where the likelihood still grows at the largest number of hosts.
  let interval: HostInterval?

  /// The interval of a likelihood.
  ///
  /// - Parameters:
  ///   - seen: How many hosts were seen.
  ///   - logarithm: The logarithm of the likelihood of a number of unseen hosts.
  init(seen: Int, logarithm: (Double) -> Double) {
    let bottom = Double.log(Self.fewest)
    let top = Double.log(Self.most * Double(seen))
    let width = (top - bottom) / Double(Self.steps)
    let places = (0...Self.steps).map { bottom + Double($0) * width }
    let values = places.map { logarithm(Double.exp($0)) }
    let best = values.indices.max { values[$0] < values[$1] } ?? 0
    guard best < Self.steps else {
      interval = nil
      return
    }
    let peak = Self.peak(
      between: places[max(0, best - 1)],
      and: places[best + 1],
      of: { logarithm(Double.exp($0)) }
    )
    let threshold = peak.value - Self.drop
    func end(_ indices: some Sequence<Int>) -> Double? {
      var inside = peak.place
      for index in indices {
        if values[index] < threshold {
          return Self.crossing(from: inside, to: places[index]) {
            logarithm(Double.exp($0)) - threshold
          }
        }
        inside = places[index]
      }
      return nil
    }
    let lower = end(stride(from: best, through: 0, by: -1).filter { places[$0] < peak.place })
    let upper = end(places.indices.filter { places[$0] > peak.place })
    interval = HostInterval(
      value: Double(seen) + Double.exp(peak.place),
      lower: Double(seen) + (lower.map(Double.exp) ?? 0),
      upper: upper.map { Double(seen) + Double.exp($0) }
    )
  }

  /// The greatest value between two places, by golden sections.
  private static func peak(
    between first: Double,
    and last: Double,
    of function: (Double) -> Double
  ) -> (place: Double, value: Double) {
    let ratio = (5.0.squareRoot() - 1) / 2
    var (low, high) = (first, last)
    var (left, right) = (high - ratio * (high - low), low + ratio * (high - low))
    var (atLeft, atRight) = (function(left), function(right))
    while high - low > 0.002 {
      if atLeft > atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - ratio * (high - low)
        atLeft = function(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + ratio * (high - low)
        atRight = function(right)
      }
    }
    return atLeft > atRight ? (left, atLeft) : (right, atRight)
  }

  /// Where a function that is positive at one place and negative at the other is 0, by halving.
  private static func crossing(
    from positive: Double,
    to negative: Double,
    of function: (Double) -> Double
  ) -> Double {
    var (inside, outside) = (positive, negative)
    while (outside - inside).magnitude > 0.002 {
      let middle = (inside + outside) / 2
      if function(middle) > 0 { inside = middle } else { outside = middle }
    }
    return (inside + outside) / 2
  }
}
