import Schema

/// Which values have the most packets (docs/definitions/TopLabels.md).
public struct TopQuestion: Hashable, Sendable {
  /// What is ranked.
  public enum Kind: String, CaseIterable, Sendable {
    case ports, regions, networks, sources, tags, stacks
  }

  /// What is ranked.
  public var kind: Kind
  /// Which packets count.
  public var scope: QuestionScope
  /// How many places there are, of each sensor where sensors are told apart.
  public var limit: Int
  /// Whether each sensor has a ranking of its own.
  public var isBySensor: Bool
  /// Whether distinct sources are counted too, which takes longer than all the rest.
  public var countsSources: Bool
  /// Whether the period before is asked too.
  public var comparesPrevious = true

  /// A ranking of all sensors together, with distinct sources.
  public init(
    _ kind: Kind,
    _ scope: QuestionScope,
    limit: Int = 10,
    isBySensor: Bool = false,
    countsSources: Bool = true
  ) {
    self.kind = kind
    self.scope = scope
    self.limit = max(1, limit)
    self.isBySensor = isBySensor
    self.countsSources = countsSources
  }

  /// The values by which rows are ranked, in SQL, each with the condition under which a row has it.
  ///
  /// A row can have several tags. Those that it has by a hint are asked for one by one, as old engines
  /// take no subquery inside of arrayJoin.
  func keys(_ rows: PeriodRows) -> [(key: String, condition: String?)] {
    switch kind {
    case .ports: [(PortLabel.expression, nil)]
    case .regions: [("region", nil)]
    case .networks: [("network", nil)]
    case .sources: [("source", nil)]
    case .stacks: [("toString(stack)", "stack != ''")]
    case .tags:
      [("toString(arrayJoin(tags))", nil)]
        + rows.settledHints.map { ("materialize(\(SQLText.literal($0.tag)))", $0.condition) }
    }
  }

  /// What has to be known of packets to rank them.
  var detail: RowDetail {
    switch kind {
    case .ports: countsSources ? .sources : .ports
    case .regions, .networks, .sources, .tags: .sources
    case .stacks: isBySensor ? .packets : .stacks
    }
  }

  /// The type of the value.
  var type: StoreType {
    switch kind {
    case .ports, .networks: .uint32
    case .regions: .fixedString(2)
    case .sources: .fixedString(16)
    case .tags, .stacks: .string
    }
  }

  /// The order of values with equal packets.
  func tieOrder(_ key: String) -> String {
    kind == .ports ? PortLabel.tieOrder(key) : key
  }
}
