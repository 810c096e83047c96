public import Schema

/// Lines over the days of a period, with the coverage of each day under them.
///
/// At most six lines are drawn beside the total: where there are more, the first six are kept and the rest is added up
/// as "others", so give more only of a quantity that can be added.
public struct DailyFigure: Hashable, Sendable {
  /// What stands on the vertical axis.
  public enum Measure: Hashable, Sendable {
    /// Amounts, from zero up.
    case amount
    /// Places of a ranking, the first on top.
    case rank
  }

  /// What stands around it.
  public var frame: FigureFrame
  /// What is counted, with the unit: the title of the axis.
  public var quantity: String
  /// The day of the first value.
  public var firstDay: CivilDay
  /// The lines, the most important first, with a value a day.
  public var series: [FigureSeries]
  /// The coverage of each day; empty leaves the strip out.
  public var coverage: [DayCoverage]
  /// What is said at some days.
  public var annotations: [DayAnnotation]
  /// What the values are.
  public var measure = Measure.amount

  /// Lines over days.
  public init(
    frame: FigureFrame,
    quantity: String,
    firstDay: CivilDay,
    series: [FigureSeries],
    coverage: [DayCoverage],
    annotations: [DayAnnotation] = []
  ) {
    self.frame = frame
    self.quantity = quantity
    self.firstDay = firstDay
    self.series = series
    self.coverage = coverage
    self.annotations = annotations
  }
}
