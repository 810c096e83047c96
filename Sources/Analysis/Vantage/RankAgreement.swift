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
  /// The group of each row: that of each sensor, in the order of the rankings; nil for those without.
  public let groups: [SensorGroup?]
  /// How many sensors each row stands for where rows are groups; nil where each row is one sensor.
  public let sensors: [Int]?
  /// The agreement of each row with each; nil where one ranked nothing.
  ///
  /// Of groups it is the mean over pairs of different sensors. Range: 0...1; 1 is the same order.
  public let values: [[Double?]]

  /// The agreement of some rankings, sensor by sensor, or group by group where there are many.
  ///
  /// A label that a ranking repeats counts where it stands first. Complexity: O(n² m) for n rankings
  /// of m labels.
  ///
  /// - Parameters:
  ///   - rankings: The sensors' labels by rank.
  ///   - persistence: Range: 0..<1.
  ///   - most: With more sensors, rows are groups: nobody reads a matrix of more.
  public init(
    _ rankings: [CommonLabels.Ranking],
    persistence: Double = 0.9,
    sensorsAtMost most: Int = 100
  ) {
    precondition((0..<1).contains(persistence), "a place weighs less than the one above it")
    self.persistence = persistence
    guard rankings.count > most else {
      var values = Array(
        repeating: Array(repeating: Double?.none, count: rankings.count),
        count: rankings.count
      )
      Self.forEachPair(of: rankings, persistence: persistence) { row, column, value in
        values[row][column] = value
        values[column][row] = value
      }
      groups = rankings.map(\.group)
      sensors = nil
      self.values = values
      return
    }
    var (groups, sensors, rowOf): ([SensorGroup?], [Int], [Int]) = ([], [], [])
    for ranking in rankings {
      let row = groups.firstIndex(of: ranking.group) ?? groups.count
      if row == groups.count {
        groups.append(ranking.group)
        sensors.append(0)
      }
      sensors[row] += 1
      rowOf.append(row)
    }
    let none = Array(repeating: (sum: 0.0, pairs: 0), count: groups.count)
    var sums = Array(repeating: none, count: groups.count)
    Self.forEachPair(of: rankings, persistence: persistence) { first, second, value in
      guard first != second else { return }
      let (row, column) = (min(rowOf[first], rowOf[second]), max(rowOf[first], rowOf[second]))
      sums[row][column].sum += value
      sums[row][column].pairs += 1
    }
    self.groups = groups
    self.sensors = sensors
    values = groups.indices.map { row in
      groups.indices.map { column in
        let pair = sums[min(row, column)][max(row, column)]
        return pair.pairs > 0 ? pair.sum / Double(pair.pairs) : nil
      }
    }
  }

  /// The agreement of each sensor that ranked something with itself and each such sensor behind it.
  private static func forEachPair(
    of rankings: [CommonLabels.Ranking],
    persistence: Double,
    _ body: (_ row: Int, _ column: Int, _ value: Double) -> Void
  ) {
    var numbers: [PortLabel: Int] = [:]
    let lists = rankings.map { ranking in
      var seen: Set<PortLabel> = []
      return ranking.labels.filter { seen.insert($0).inserted }.map { label in
        let number = numbers[label] ?? numbers.count
        numbers[label] = number
        return number
      }
    }
    var places = Array(repeating: 0, count: numbers.count)
    for (row, list) in lists.enumerated() where !list.isEmpty {
      for (place, number) in list.enumerated() { places[number] = place + 1 }
      for column in row..<lists.count where !lists[column].isEmpty {
        let value = agreement(
          of: lists[column],
          with: places,
          depth: list.count,
          persistence: persistence
        )
        body(row, column, value)
      }
      for number in list { places[number] = 0 }
    }
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
      for column in values.indices where groups[column] == other {
        guard sensors != nil || column != row, let value = values[row][column] else { continue }
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
