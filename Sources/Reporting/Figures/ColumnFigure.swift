/// Columns in groups: a few series side by side for each category, such as domestic against overseas by month.
public struct ColumnFigure: Hashable, Sendable {
  /// What stands around it.
  public var frame: FigureFrame
  /// What is counted, with the unit: the title of the axis.
  public var quantity: String
  /// The groups, in order.
  public var categories: [String]
  /// The columns of each group, with a value a category.
  public var series: [FigureSeries]

  /// Columns in groups.
  public init(
    frame: FigureFrame,
    quantity: String,
    categories: [String],
    series: [FigureSeries]
  ) {
    self.frame = frame
    self.quantity = quantity
    self.categories = categories
    self.series = series
  }
}
