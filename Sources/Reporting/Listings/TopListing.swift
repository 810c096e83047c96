public import Analysis
public import Disclosure
public import Schema
public import Store

/// A ranking as programs read it: the JSON of `hirundo top` and of the interface, and the rows of CSV.
public struct TopListing: Encodable, Sendable {
  private enum CodingKeys: String, CodingKey {
    case kind, period, audience, withheld, rows
    case previousPeriod = "previous_period"
    case timeZone = "time_zone"
    case summarisedDays = "summarised_days"
    case rawDays = "raw_days"
  }

  /// A value of a row.
  public enum Value: Hashable, Sendable, Encodable {
    /// Words.
    case text(String)
    /// A count or a rank.
    case number(UInt64)
    /// No value, which is not zero.
    case none

    /// The value in JSON: a string, a number or null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .none: try container.encodeNil()
      }
    }

    /// The value in CSV.
    public var cell: String {
      switch self {
      case .text(let text): text
      case .number(let number): "\(number)"
      case .none: ""
      }
    }
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  /// A row, with the names of its columns.
  private struct Row: Encodable {
    var columns: [String]
    var values: [Value]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      for (column, value) in zip(columns, values) {
        try container.encode(value, forKey: Name(stringValue: column))
      }
    }
  }

  /// The names of the columns.
  public let columns: [String]
  /// The values of each row, in the order of the columns.
  public private(set) var rows: [[Value]]
  private let kind: TopQuestion.Kind
  private let period: Period?
  private let previous: Period?
  private let zone: String
  private let origin: RowOrigin?
  private let withheld: [Withheld]?

  /// The listing of an answer, for operators.
  ///
  /// - Parameters:
  ///   - question: What was asked.
  ///   - answer: What the store said, its rows in the order of the listing.
  ///   - networkNames: The names of networks by their number.
  public init(_ question: TopQuestion, _ answer: TopAnswer, networkNames: [UInt32: String]) {
    kind = question.kind
    period = question.scope.period
    previous = answer.previous
    zone = question.scope.zone.name
    origin = answer.origin
    withheld = nil
    columns = Self.columns(question.kind, bySensor: question.isBySensor)
    rows = answer.rows.map { row in
      var values: [Value] = row.sensor.map { [.text($0)] } ?? []
      values.append(.number(UInt64(row.rank)))
      if case .network(let number) = row.key {
        values += [.number(UInt64(number)), .text(networkNames[number] ?? "")]
      } else {
        values.append(.text(row.key.description))
      }
      values += [.number(row.packets), row.sources.map(Value.number) ?? .none]
      return values + Self.former(row.previous.map(FormerRank.init), limit: question.limit)
    }
  }

  /// The ports of facts that passed the gate.
  ///
  /// - Parameters:
  ///   - facts: The facts of a period.
  ///   - limit: How many places at most.
  public init(ports facts: Disclosed<ReportFacts>, limit: Int) {
    self.init(.ports, facts, facts.value.topPorts, "top_ports", limit: limit)
  }

  /// The regions of facts that passed the gate.
  ///
  /// - Parameters:
  ///   - facts: The facts of a period.
  ///   - limit: How many places at most.
  public init(regions facts: Disclosed<ReportFacts>, limit: Int) {
    self.init(.regions, facts, facts.value.topRegions, "top_regions", limit: limit)
  }

  private init<Key: CustomStringConvertible>(
    _ kind: TopQuestion.Kind,
    _ facts: Disclosed<ReportFacts>,
    _ ranking: Statistic<[RankedFact<Key>]>,
    _ statistic: String,
    limit: Int
  ) {
    self.kind = kind
    period = facts.value.period
    previous = facts.value.previousPeriod
    zone = facts.value.zone
    origin = nil
    withheld = facts.withheld.filter { $0.statistic == statistic }
    columns = Self.columns(kind, bySensor: false)
    rows = ranking.values.prefix(limit).map { fact in
      [
        .number(UInt64(fact.rank)), .text(fact.key.description),
        fact.packets.map(Value.number) ?? .none, .none,
      ] + Self.former(fact.previous, limit: 10)
    }
  }

  /// The same listing with some of its rows.
  ///
  /// - Parameter places: Which, from 0; those behind the last row are left out.
  /// - Returns: The listing.
  public func rows(in places: Range<Int>) -> TopListing {
    var listing = self
    listing.rows = Array(rows[places.clamped(to: 0..<rows.count)])
    return listing
  }

  /// The name of the column of ranked values.
  ///
  /// - Parameter kind: What is ranked.
  /// - Returns: The noun: `port`.
  public static func key(of kind: TopQuestion.Kind) -> String {
    switch kind {
    case .ports: "port"
    case .regions: "region"
    case .networks: "network"
    case .sources: "source"
    case .tags: "tag"
    case .stacks: "stack"
    }
  }

  private static func columns(_ kind: TopQuestion.Kind, bySensor: Bool) -> [String] {
    (bySensor ? ["sensor"] : []) + ["rank", key(of: kind)]
      + (kind == .networks ? ["network_name"] : [])
      + ["packets", "sources", "previous_rank", "previous"]
  }

  private static func former(_ rank: FormerRank?, limit: Int) -> [Value] {
    switch rank {
    case .place(let place): [.number(UInt64(place)), .text("ranked")]
    case .beyond: [.none, .text("out of top \(limit)")]
    case .new: [.none, .text("new")]
    case nil: [.none, .none]
    }
  }

  /// The object of `hirundo top --format json`; what is public says so, and what the gate withheld.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(kind.rawValue, forKey: .kind)
    try container.encode(period.map { "\($0)" }, forKey: .period)
    try container.encode(previous.map { "\($0)" }, forKey: .previousPeriod)
    try container.encode(zone, forKey: .timeZone)
    try container.encode(rows.map { Row(columns: columns, values: $0) }, forKey: .rows)
    if let origin {
      try container.encode(origin.summarisedDays, forKey: .summarisedDays)
      try container.encode(origin.rawDays, forKey: .rawDays)
    }
    if let withheld {
      try container.encode(Audience.everyone, forKey: .audience)
      try container.encode(withheld, forKey: .withheld)
    }
  }
}

extension TopAnswer {
  /// The answer to the same question about fewer places; rankings by sensor stay as they are.
  ///
  /// - Parameter limit: How many places there are.
  /// - Returns: The rows of those places; who stood behind them before stood behind the last place.
  public func shortened(to limit: Int) -> TopAnswer {
    var shortened = self
    shortened.rows = rows.filter { $0.rank <= limit }.map { row in
      guard case .place(let place) = row.previous, place > limit else { return row }
      var row = row
      row.previous = .beyond
      return row
    }
    return shortened
  }

  /// The rankings of sensors in the order in which somebody named these, and behind them those that nobody named.
  ///
  /// - Parameter directory: Who the sensors are; nil leaves the order as it is.
  /// - Returns: The same rows.
  public func ordered(by directory: SensorDirectory?) -> TopAnswer {
    guard let directory else { return self }
    let names = directory.entries.map(\.sensor.name)
    var ordered = self
    ordered.rows =
      names.flatMap { name in rows.filter { $0.sensor == name } }
      + rows.filter { row in row.sensor.map { !names.contains($0) } ?? true }
    return ordered
  }
}

extension FormerRank {
  fileprivate init(_ rank: TopAnswer.PreviousRank) {
    self =
      switch rank {
      case .place(let place): .place(place)
      case .beyond: .beyond
      case .new: .new
      }
  }
}
