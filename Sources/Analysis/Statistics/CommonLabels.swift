public import Schema

/// What the rankings of several sensors have in common (docs/definitions/CommonLabels.md).
public struct CommonLabels: Hashable, Sendable, Codable {
  /// The labels that one sensor ranks highest.
  public struct Ranking: Hashable, Sendable {
    /// The sensor's group, nil when it has none.
    public var group: SensorGroup?
    /// Its labels by rank.
    public var labels: [PortLabel]

    /// A sensor's labels.
    public init(group: SensorGroup?, labels: [PortLabel]) {
      self.group = group
      self.labels = labels
    }
  }

  /// What the sensors of one group have in common.
  public struct GroupFacts: Hashable, Sendable, Codable {
    /// The group; nil stands for all sensors together.
    public var group: SensorGroup?
    /// How many sensors it has.
    public var sensors: Int
    /// The labels that every one of them ranks, in the order of the first sensor.
    public var everywhere: [PortLabel]
    /// How many places from the top are the same, in the same order, at every sensor.
    public var commonPlaces: Int

    private enum CodingKeys: String, CodingKey {
      case group, sensors, everywhere
      case commonPlaces = "common_places"
    }
  }

  /// All sensors together, then each group of at least two, in the order of groups.
  public var groups: [GroupFacts] = []
  /// The labels that all sensors but one rank, in the order of the first sensor that ranks them.
  public var allButOne: [PortLabel] = []
  /// The label that is first most often, nil when no label is first at two sensors.
  public var mostOftenFirst: PortLabel?
  /// At how many sensors it is first.
  public var firstPlaces = 0
  /// How many sensors were compared.
  public var sensors: Int

  private enum CodingKeys: String, CodingKey {
    case groups, sensors
    case allButOne = "all_but_one"
    case mostOftenFirst = "most_often_first"
    case firstPlaces = "first_places"
  }

  /// The facts of some rankings; nothing is common to fewer than two.
  public init(_ rankings: [Ranking]) {
    let rankings = rankings.filter { !$0.labels.isEmpty }
    sensors = rankings.count
    guard rankings.count > 1 else { return }
    groups = [Self.facts(of: rankings, group: nil)]
    for group in Set(rankings.compactMap(\.group)).sorted() {
      let own = rankings.filter { $0.group == group }
      if own.count > 1, own.count < rankings.count {
        groups.append(Self.facts(of: own, group: group))
      }
    }
    var seen: Set<PortLabel> = []
    if rankings.count > 2 {
      for label in rankings.flatMap(\.labels) where seen.insert(label).inserted {
        let count = rankings.count { $0.labels.contains(label) }
        if count == rankings.count - 1 { allButOne.append(label) }
      }
    }
    var firsts: [PortLabel: Int] = [:]
    for label in rankings.compactMap(\.labels.first) { firsts[label, default: 0] += 1 }
    if let best = firsts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), best.value > 1 {
      mostOftenFirst = best.key
      firstPlaces = best.value
    }
  }

  private static func facts(of rankings: [Ranking], group: SensorGroup?) -> GroupFacts {
    let first = rankings[0].labels
    let everywhere = first.filter { label in rankings.allSatisfy { $0.labels.contains(label) } }
    var places = 0
    while places < first.count,
      rankings.allSatisfy({ $0.labels.count > places && $0.labels[places] == first[places] })
    {
      places += 1
    }
    return GroupFacts(
      group: group,
      sensors: rankings.count,
      everywhere: everywhere,
      commonPlaces: places
    )
  }
}
