public import Schema

/// A map of the world whose regions are light to dark by a value.
public struct MapFigure: Hashable, Sendable {
  /// What a region without a value means.
  public enum Rest: Hashable, Sendable {
    /// There was nothing from it.
    case zero
    /// It is not known, or not shown.
    case missing
  }

  /// What stands around it.
  public var frame: FigureFrame
  /// What is counted, with the unit: the title of the scale.
  public var quantity: String
  /// The value of each region.
  public var values: [Region: Double]
  /// What the names of regions are, for who points at one.
  public var names: [Region: String]
  /// What regions without a value mean.
  public var rest: Rest

  /// A map of values.
  public init(
    frame: FigureFrame,
    quantity: String,
    values: [Region: Double],
    names: [Region: String],
    rest: Rest
  ) {
    self.frame = frame
    self.quantity = quantity
    self.values = values
    self.names = names
    self.rest = rest
  }

  /// The regions that have an outline; all others, mostly small ones, stand in tables only.
  public static var drawnRegions: Set<Region> { WorldMap.standard?.regions ?? [] }
}
