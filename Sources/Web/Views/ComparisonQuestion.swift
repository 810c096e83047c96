import Schema

/// The two sides that a query compares.
struct ComparisonQuestion: Sendable {
  /// What the page knows beside the filter.
  static let fields: Set<String> = ["a", "b", "period-a", "period-b"]

  let first: ComparedSide
  let second: ComparedSide
  /// What both sides' packets have in common, without sensors.
  let common: PacketFilter

  /// Whether the lens can compare the sides: other sensors on the same days, and all of their packets.
  var hasSameDays: Bool { first.period == second.period }
  /// Whether no sensor is on both sides.
  var isDisjoint: Bool { Set(first.sensors).isDisjoint(with: second.sensors) }
  /// Whether all packets of the sensors are compared.
  var isUnfiltered: Bool { common == PacketFilter() }

  /// Reads the sides.
  ///
  /// - Parameters:
  ///   - request: The request; its query has been checked for fields that nobody knows.
  ///   - site: Who the sensors are.
  ///   - usual: The days where none are named.
  /// - Throws: What cannot be read, and sensors that are not the reader's.
  init(_ request: WebRequest, _ site: Site, usual: Period) async throws {
    let directory = try await site.directory()
    let whole = try await site.ownFilter(request, others: Self.fields)
    let own = whole.filter.sensors
    let entries = directory.entries.filter { own.isEmpty || own.contains($0.sensor.name) }
    var common = whole.filter
    common.sensors = []
    self.common = common
    let isOwn = if case .own = request.sight { true } else { false }
    let defaults = Self.defaults(entries, byGroup: !isOwn)
    let fallback = whole.period ?? usual
    func side(_ letter: String, _ words: String, _ period: Period) throws -> ComparedSide {
      try Self.side(letter, words, period, request, site, directory, common)
    }
    let query = request.query
    let periodA = try query["period-a"].map { try Period($0, place: "period-a") } ?? fallback
    // One sensor alone is compared with itself in the days before.
    let before = defaults.a == defaults.b ? periodA.previous ?? fallback : fallback
    let periodB =
      try query["period-b"].map { try Period($0, place: "period-b") }
      ?? (query["a"] == nil && query["b"] == nil && query["period-a"] == nil ? before : periodA)
    first = try side("A", query.all("a").joined(separator: ",").nonEmpty ?? defaults.a, periodA)
    second = try side("B", query.all("b").joined(separator: ",").nonEmpty ?? defaults.b, periodB)
  }

  /// The sides where nobody names any: the two first groups, else the two first sensors.
  ///
  /// A group has sensors of others in it, so that who sees their own compares sensors.
  private static func defaults(
    _ entries: [SensorDirectory.Entry],
    byGroup: Bool
  ) -> (a: String, b: String) {
    let groups = Set(entries.compactMap(\.group)).sorted().map(\.rawValue)
    let names = byGroup && groups.count > 1 ? groups : entries.map(\.sensor.name)
    return (names.first ?? "", names.dropFirst().first ?? names.first ?? "")
  }

  private static func side(
    _ letter: String,
    _ words: String,
    _ period: Period,
    _ request: WebRequest,
    _ site: Site,
    _ directory: SensorDirectory,
    _ common: PacketFilter
  ) throws -> ComparedSide {
    var query = FilterQuery(period: period, filter: common)
    if !words.isEmpty {
      try query.filter.add(sensors: words, in: directory, place: letter.lowercased())
    }
    if case .own(let sensors) = request.sight { query = try query.narrowed(to: sensors) }
    let names = query.filter.sensors
    return ComparedSide(
      letter: letter,
      words: words,
      period: period,
      scope: query.scope(site.content, period: period),
      sensors: names.isEmpty ? directory.entries.map(\.sensor.name) : names
    )
  }
}

extension String {
  /// The text; nil where it is empty.
  fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
