/// Values of one definition with what bears them.
public struct Statistic<Values: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
  /// How the values are counted: the name of a page of docs/definitions.
  public var definition: String
  /// What the values count: `packets`, `packets_per_sensor_day`, `hosts`.
  public var unit: String
  /// What they rest on.
  public var coverage: NumberCoverage
  /// The questions that they answer.
  public var queries: [FactQuery]
  /// The values.
  public var values: Values
  /// Why values are not there, nil where they are.
  public var absence: Absence?

  /// Values of a definition.
  public init(
    definition: String,
    unit: String,
    coverage: NumberCoverage,
    queries: [FactQuery],
    values: Values,
    absence: Absence? = nil
  ) {
    self.definition = definition
    self.unit = unit
    self.coverage = coverage
    self.queries = queries
    self.values = values
    self.absence = absence
  }
}
