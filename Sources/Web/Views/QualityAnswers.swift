import Registry
import Store

/// What store and registry say of the quality of a period's data.
struct QualityAnswers: Sendable {
  /// Frames that made no row, by reason.
  var drops: [SensorFault]
  /// Segments that are not stored, by state.
  var unstored: [SensorFault]
  /// Anomalies of headers; nil where the period is too long to ask.
  var anomalies: [SensorFault]?
  /// How long sensors listened, and what they lost.
  var coverage: [SensorCoverage]
  /// Segments that were numbered and never came.
  var missing: [SequenceGap]
  /// What was heard of sensors last.
  var contacts: [String: SensorContact]
  /// Which table answers for which day.
  var days: DayAnswers
}
