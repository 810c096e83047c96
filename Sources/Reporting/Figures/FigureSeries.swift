/// Values that belong together in a figure: a line, or the columns of one colour.
public struct FigureSeries: Hashable, Sendable {
  /// What stands beside it.
  public var name: String
  /// What it stands for.
  public var role: SeriesRole
  /// A value a day or a category; nil where there is none, which is not zero.
  public var values: [Double?]

  /// A series.
  public init(name: String, role: SeriesRole, values: [Double?]) {
    self.name = name
    self.role = role
    self.values = values
  }
}
