/// Why a report has no value where a reader expects one.
public enum Absence: String, Hashable, Sendable, Codable {
  /// Nobody listened.
  case notObserved = "not_observed"
  /// Somebody listened, and there was no such packet.
  case notHeard = "not_heard"
  /// There are too few sensors for the comparison.
  case tooFewSensors = "too_few_sensors"
  /// Nobody listened in the period with which it is compared.
  case noEarlierPeriod = "no_earlier_period"
  /// It needs raw rows, which are no longer kept.
  case rowsDropped = "rows_dropped"
  /// The operator's country is not known.
  case noHome = "no_home"
  /// The assumption of the method does not hold.
  case methodFails = "method_fails"
  /// It is not disclosed to the audience.
  case withheld
}
