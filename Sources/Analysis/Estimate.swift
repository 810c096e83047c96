/// A number that was estimated, not counted: never without its interval, method and coverage.
public struct Estimate: Hashable, Sendable, Codable {
  /// The estimate.
  public var value: Double
  /// The ends of the interval that contains the truth with 95 % confidence.
  public var lower: Double
  /// The upper end of the interval; nil where the data set no bound.
  public var upper: Double?
  /// How it was made: the name of a page of docs/definitions and, behind a colon, of a variant.
  public var method: String
  /// What it rests on.
  public var coverage: NumberCoverage

  /// An estimate with a 95 % interval.
  public init(
    value: Double,
    lower: Double,
    upper: Double?,
    method: String,
    coverage: NumberCoverage
  ) {
    self.value = value
    self.lower = lower
    self.upper = upper
    self.method = method
    self.coverage = coverage
  }
}
