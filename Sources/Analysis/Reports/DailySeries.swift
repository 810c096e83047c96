public import Schema

/// Lines over the same days, one a key.
public struct DailySeries<Key: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// A line.
  public struct Line: Hashable, Sendable, Codable {
    /// Whose line it is.
    public var key: Key
    /// A value a day; nil is a gap, because nobody listened or because it is withheld.
    public var values: [Double?]

    /// A line.
    public init(key: Key, values: [Double?]) {
      self.key = key
      self.values = values
    }
  }

  /// The days of the period, in order.
  public var days: [CivilDay]
  /// The lines, in the order of their ranking.
  public var lines: [Line]

  /// Lines over days.
  public init(days: [CivilDay], lines: [Line]) {
    self.days = days
    self.lines = lines
  }
}
