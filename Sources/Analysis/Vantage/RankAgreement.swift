public import Schema

/// How much the rankings of sensors agree (docs/definitions/RankAgreement.md).
///
/// Source: W. Webber, A. Moffat, J. Zobel, A similarity measure for indefinite rankings, ACM TOIS 28
/// (2010), <https://doi.org/10.1145/1852102.1852106>, equation 32 (extrapolated, lists of any
/// lengths).
public struct RankAgreement: Hashable, Sendable, Codable {
  /// How much each place weighs against the one above it.
  ///
  /// Range: 0..<1; at 0.9 the first ten places have 86 % of the weight.
  public let persistence: Double
  /// The group of each sensor, in the order of the rankings; nil for those without.
  public let groups: [SensorGroup?]
  /// The agreement of each sensor with each, a row a sensor; nil where one ranked nothing.
  ///
  /// Range: 0...1; 1 is the same order.
  public let values: [[Double?]]

  /// The agreement of some rankings.
  ///
  /// A label that a ranking repeats counts where it stands first. Complexity: O(n² m) for n rankings
  /// of m labels.
  ///
  /// - Parameters:
  ///   - rankings: The sensors' labels by rank.
  ///   - persistence: Range: 0..<1.
  public init(_ rankings: [CommonLabels.Ranking], persistence: Double = 0.9) {
    precondition((0..<1).contains(persistence), "a place weighs less than the one above it")
    self.persistence = persistence
    groups = rankings.map(\.group)
    var numbers: [PortLabel: Int] = [:]
    let lists = rankings.map { ranking in
      var seen: Set<PortLabel> = []
      return ranking.labels.filter { seen.insert($0).inserted }.map { label in
        let number = numbers[label] ?? numbers.count
        numbers[label] = number
        return number
      }
    }
    var values = Array(
      repeating: Array(repeating: Double?.none, count: lists.count),
      count: lists.count
    )
    var places = Array(repeating: 0, count: numbers.count)
    for (row, list) in lists.enumerated() where !list.isEmpty {
      for (place, number) in list.enumerated() { places[number] = place + 1 }
      for column in row..<lists.count where !lists[column].isEmpty {
        let value = Self.agreement(
          of: lists[column],
          with: places,
          depth: list.count,
          persistence: persistence
        )
        values[row][column] = value
        values[column][row] = value
      }
      for number in list { places[number] = 0 }
    }
    self.values = values
  }

  /// The mean agreement of the pairs of sensors of which one is in a group and one in another.
  ///
  /// - Parameters:
  ///   - group: A group; nil for sensors without one.
  ///   - other: Another, or the same for the agreement within it.
  /// - Returns: The mean, nil where there is no pair.
  public func mean(between group: SensorGroup?, and other: SensorGroup?) -> Double? {
    var (sum, pairs) = (0.0, 0)
    for row in values.indices where groups[row] == group {
      for column in values.indices where groups[column] == other && column != row {
        guard let value = values[row][column] else { continue }
        sum += value
        pairs += 1
      }
    }
    return pairs > 0 ? sum / Double(pairs) : nil
  }

  /// Extrapolated rank-biased overlap of a list with one whose places are known, 0 for none.
  private static func agreement(
    of list: [Int],
    with places: [Int],
    depth: Int,
    persistence: Double
  ) -> Double {
    let (short, long) = (min(list.count, depth), max(list.count, depth))
    // A label is common from the lower of its two places on.
    var common = Array(repeating: 0, count: long + 1)
    for (place, number) in list.enumerated() where places[number] > 0 {
      common[max(place + 1, places[number])] += 1
    }
    var (overlap, overlapOfShort, sum, weight) = (0.0, 0.0, 0.0, 1.0)
    for place in 1...long {
      overlap += Double(common[place])
      weight *= persistence
      sum += overlap / Double(place) * weight
      if place <= short {
        overlapOfShort = overlap
      } else {
        // Behind its end, the shorter list is taken to agree as much as it did up to there.
        sum += overlapOfShort * Double(place - short) / Double(short * place) * weight
      }
    }
    guard persistence > 0 else { return common[1] > 0 ? 1 : 0 }
    return (1 - persistence) / persistence * sum
      + ((overlap - overlapOfShort) / Double(long) + overlapOfShort / Double(short)) * weight
  }
}
