/// Which tables have all rows of a day's summary; each extent has the tables of those before it.
public enum SummaryExtent: CaseIterable, Comparable, Sendable {
  /// None: no summary was made, or it was dropped.
  case nothing
  /// `daily`.
  case sources
  /// `daily_ports` besides.
  case ports
  /// `daily_stacks` besides.
  case all

  /// The extent of a name, nil for any other text.
  public init?(name: String) {
    guard let extent = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = extent
  }

  /// The name in the store.
  public var name: String { "\(self)" }
}
