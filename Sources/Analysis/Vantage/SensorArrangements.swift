/// The ways in which sensors can be put into two groups: what a permutation test goes through.
///
/// Source: E. S. Edgington, P. Onghena, Randomization Tests, 4th edition, 2007, chapters 3 and 4;
/// drawing until enough: J. Besag, P. Clifford, Sequential Monte Carlo p-values, Biometrika 78
/// (1991), <https://doi.org/10.1093/biomet/78.2.301>.
struct SensorArrangements {
  private struct Sizes: Hashable {
    var all: Int
    var group: Int
  }

  private let limits: VantageLimits
  private let sensors: Int
  /// All sensors in one drawn order behind the other; empty where every arrangement can be gone
  /// through.
  private let drawn: [UInt32]
  /// Every group of a size, one behind the other, as places among those that take part.
  private var groups: [Sizes: [UInt32]] = [:]

  /// The arrangements of some sensors, of which as many orders are drawn as will be needed.
  init(
    sensors: Int,
    inFirstGroup first: Int,
    limits: VantageLimits,
    using random: inout some RandomNumberGenerator
  ) {
    self.limits = limits
    self.sensors = sensors
    // Fewer sensors than these never have more arrangements.
    guard Self.count(of: first, among: sensors) > Double(limits.exactArrangements) else {
      drawn = []
      return
    }
    // Five million places are 20 MB; many thousand sensors make do with fewer orders.
    let rounds = min(limits.drawnArrangements, max(999, 5_000_000 / sensors))
    var order = Array(0..<UInt32(sensors))
    var drawn: [UInt32] = []
    drawn.reserveCapacity(rounds * sensors)
    for _ in 0..<rounds {
      order.shuffle(using: &random)
      drawn += order
    }
    self.drawn = drawn
  }

  /// Whether two groups of sensors heard a subject alike, by the ranks of their rates.
  ///
  /// - Parameters:
  ///   - rates: The rate of each sensor, nil for those that take no part.
  ///   - isFirst: Whether a sensor is of the first group, in the same order.
  /// - Returns: The test, nil where a group has no sensor.
  mutating func test(rates: [Double?], isFirst: [Bool]) -> VantageTest? {
    let taking = rates.indices.filter { rates[$0] != nil }
    let first = taking.count { isFirst[$0] }
    // The smaller group has fewer ranks to add, and lies as far from the middle as the other.
    let small = min(first, taking.count - first)
    guard small > 0 else { return nil }
    let ranks = Self.doubledRanks(taking.compactMap { rates[$0] })
    let middle = small * (taking.count + 1)
    var sum = 0
    for (rank, sensor) in zip(ranks, taking) where isFirst[sensor] == (first == small) {
      sum += rank
    }
    let count = Self.count(of: small, among: taking.count)
    let isExact = count <= Double(limits.exactArrangements)
    let probability: Double
    if isExact {
      probability = exact(ranks, small: small, middle: middle, heard: abs(sum - middle))
    } else {
      var rankOf = Array(repeating: 0, count: sensors)
      for (rank, sensor) in zip(ranks, taking) { rankOf[sensor] = rank }
      probability = draw(rankOf, small: small, middle: middle, heard: abs(sum - middle))
    }
    return VantageTest(
      method: isExact ? .everyArrangement : .drawnArrangements,
      probability: probability,
      adjusted: probability,
      least: isExact ? min(1, 2 / count) : 1 / Double(rounds + 1),
      first: first,
      second: taking.count - first,
      firstIsHigher: sum == middle ? nil : (sum > middle) == (first == small)
    )
  }

  private var rounds: Int { drawn.count / max(1, sensors) }

  private mutating func exact(_ ranks: [Int], small: Int, middle: Int, heard: Int) -> Double {
    let sizes = Sizes(all: ranks.count, group: small)
    let lists = groups[sizes] ?? Self.everyGroup(of: small, among: ranks.count)
    groups[sizes] = lists
    var uneven = 0
    for start in stride(from: 0, to: lists.count, by: small) {
      var sum = 0
      for place in lists[start..<start + small] { sum += ranks[Int(place)] }
      if abs(sum - middle) >= heard { uneven += 1 }
    }
    return Double(uneven) / Double(lists.count / small)
  }

  /// The first sensors of a drawn order that take part are a group drawn from those that do.
  private func draw(_ rankOf: [Int], small: Int, middle: Int, heard: Int) -> Double {
    var uneven = 0
    for round in 0..<rounds {
      var (sum, left, place) = (0, small, round * sensors)
      while left > 0 {
        let rank = rankOf[Int(drawn[place])]
        place += 1
        if rank > 0 {
          sum += rank
          left -= 1
        }
      }
      if abs(sum - middle) >= heard { uneven += 1 }
      if uneven >= limits.unevenEnough { return Double(uneven) / Double(round + 1) }
    }
    return Double(uneven + 1) / Double(rounds + 1)
  }

  /// Twice the rank of each value from 1; equal values share the mean of their places.
  private static func doubledRanks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var ranks = Array(repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { ranks[order[place]] = start + end + 1 }
      start = end
    }
    return ranks
  }

  /// How many groups of a size some sensors have; infinite where no number is large enough.
  private static func count(of group: Int, among all: Int) -> Double {
    var count = 1.0
    for place in 0..<min(group, all - group) {
      count = count * Double(all - place) / Double(place + 1)
    }
    return count.rounded()
  }

  private static func everyGroup(of size: Int, among all: Int) -> [UInt32] {
    var groups: [UInt32] = []
    var places = Array(0..<size)
    while true {
      groups += places.map { UInt32($0) }
      // The last place that can still move on, and those behind it close up.
      guard let moving = places.indices.last(where: { places[$0] < all - size + $0 }) else {
        return groups
      }
      places[moving] += 1
      for later in (moving + 1)..<max(size, moving + 1) { places[later] = places[later - 1] + 1 }
    }
  }
}
