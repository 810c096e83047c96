/// The interval of a value in a figure.
public struct FigureInterval: Hashable, Sendable {
  /// The lower end.
  public var lower: Double
  /// The upper end, nil where the data set no bound.
  public var upper: Double?

  /// An interval.
  public init(lower: Double, upper: Double?) {
    self.lower = lower
    self.upper = upper
  }
}
