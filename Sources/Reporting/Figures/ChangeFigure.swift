/// Changes against an earlier period: a point a name on a scale of ratios, with its interval.
public struct ChangeFigure: Hashable, Sendable {
  /// A change.
  public struct Change: Hashable, Sendable {
    /// What changed.
    public var name: String
    /// The new value over the old one, above 0; nil where one of the two is missing.
    public var ratio: Double?
    /// The interval of the ratio.
    public var interval: FigureInterval?
    /// Whether the change is more than chance would make: filled, else hollow.
    public var isClear: Bool

    /// A change.
    public init(name: String, ratio: Double?, interval: FigureInterval?, isClear: Bool) {
      self.name = name
      self.ratio = ratio
      self.interval = interval
      self.isClear = isClear
    }
  }

  /// What stands around it.
  public var frame: FigureFrame
  /// What is compared: the title of the axis.
  public var quantity: String
  /// The changes, from the top.
  public var changes: [Change]

  /// Changes against an earlier period.
  public init(frame: FigureFrame, quantity: String, changes: [Change]) {
    self.frame = frame
    self.quantity = quantity
    self.changes = changes
  }
}
