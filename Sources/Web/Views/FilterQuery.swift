import Schema
import Store

/// The filter bar of a page as its address has it: the words of `hirundo top`.
struct FilterQuery: Hashable, Sendable {
  /// The fields that filter, in the order of the bar, but the period.
  static let kinds: [(name: String, kind: PacketFilter.Kind)] = [
    ("region", .region), ("network", .network), ("port", .port), ("tag", .tag),
    ("class", .class), ("source", .source), ("stack", .stack),
  ]
  /// The fields of every page.
  private static let common: Set<String> = ["period", "sensors", "view", "lang", "sort"]

  /// The days; nil where none are named.
  var period: Period?
  /// Which packets, groups named by their sensors.
  var filter: PacketFilter

  /// Packets that pass a filter, of some days.
  init(period: Period?, filter: PacketFilter) {
    self.period = period
    self.filter = filter
  }

  /// The filter of a query.
  ///
  /// - Parameters:
  ///   - fields: The query.
  ///   - directory: Who the sensors are.
  ///   - others: What the page knows besides.
  /// - Throws: What was written and cannot be used.
  init(_ fields: FormFields, _ directory: SensorDirectory, others: Set<String> = []) throws {
    let known = Self.common.union(Self.kinds.map(\.name)).union(others)
    if let name = fields.names.subtracting(known).min() {
      throw WebError.field(
        String(name.prefix(50)),
        "there is no such field here",
        "write one of \(known.sorted().joined(separator: ", "))"
      )
    }
    period = try fields["period"].map { try Period($0, place: "period") }
    filter = PacketFilter()
    for (name, kind) in Self.kinds {
      for words in fields.all(name) { try filter.add(words, to: kind) }
    }
    for words in fields.all("sensors") {
      try filter.add(sensors: words, in: directory, place: "sensors")
    }
  }

  /// The filter for a reader who sees some sensors only.
  ///
  /// - Parameter sensors: Their own sensors.
  /// - Returns: The same of their own sensors.
  /// - Throws: That a sensor is somebody else's, or that they have none.
  func narrowed(to sensors: [String]) throws(WebError) -> FilterQuery {
    guard !sensors.isEmpty else {
      throw WebError(
        403,
        place: "sensors",
        problem: "no sensor is yours yet",
        remedy: "ask an admin, or see what everyone sees with view=public"
      )
    }
    var narrowed = self
    if filter.sensors.isEmpty {
      narrowed.filter.sensors = sensors
    } else if !filter.sensors.allSatisfy(sensors.contains) {
      // A group would name its members, so none is repeated; nor is told whether there is such a sensor.
      throw WebError(
        403,
        place: "sensors",
        problem: "not all of them are yours",
        remedy: "name your own: \(sensors.joined(separator: ", "))"
      )
    }
    return narrowed
  }

  /// The question's scope.
  func scope(_ content: WebContent, period: Period?) -> QuestionScope {
    QuestionScope(
      period: self.period ?? period,
      zone: content.zone,
      filter: filter,
      thresholds: content.thresholds
    )
  }
}
