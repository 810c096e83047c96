/// Horizontal bars, one a name: a ranking, or shares of a whole, with intervals where they were estimated.
public struct BarFigure: Hashable, Sendable {
  /// A bar.
  public struct Bar: Hashable, Sendable {
    /// What it is of.
    public var name: String
    /// Its length; nil where there is no value, which is not zero.
    public var value: Double?
    /// The interval of an estimate.
    public var interval: FigureInterval?
    /// What it stands for, which decides its colour.
    public var role: SeriesRole

    /// A bar.
    public init(
      name: String,
      value: Double?,
      interval: FigureInterval? = nil,
      role: SeriesRole = .domestic
    ) {
      self.name = name
      self.value = value
      self.interval = interval
      self.role = role
    }
  }

  /// What stands around it.
  public var frame: FigureFrame
  /// What is counted, with the unit: the title of the axis.
  public var quantity: String
  /// The bars, from the top.
  public var bars: [Bar]
  /// Whether the values are shares of a whole, from 0 to 1, to be written as percentages.
  public var isShare: Bool

  /// Horizontal bars.
  public init(frame: FigureFrame, quantity: String, bars: [Bar], isShare: Bool = false) {
    self.frame = frame
    self.quantity = quantity
    self.bars = bars
    self.isShare = isShare
  }
}
