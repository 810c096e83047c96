import Reporting
import Schema
import Store

/// One side of a comparison: some sensors in a period.
struct ComparedSide: Sendable {
  /// What it is called: `A` or `B`.
  let letter: String
  /// The sensors as they were written: a group, or names.
  let words: String
  /// The days.
  let period: Period
  /// Which packets, of which sensors.
  let scope: QuestionScope
  /// The sensors' names.
  let sensors: [String]

  /// What it is called in sentences.
  var name: String { "\(letter) (\(words))" }
}

extension ComparedSide {
  /// How a label stands at a side.
  struct Standing: Hashable, Sendable {
    /// The place; nil behind the last that was asked for, or nowhere.
    var rank: Int?
    /// Packets; 0 where none came.
    var packets: UInt64
  }

  /// What came to a side.
  struct Answer: Sendable {
    /// The labels by place.
    var labels: [PortLabel]
    /// Each label that was asked for.
    var standings: [PortLabel: Standing]
    /// How long its sensors listened together.
    ///
    /// Unit: days of 24 hours.
    var sensorDays: Double
    /// Sensors that listened.
    var listened: Int

    /// Packets per sensor-day; nil where nobody listened.
    func rate(of label: PortLabel) -> Double? {
      sensorDays > 0 ? Double(standings[label]?.packets ?? 0) / sensorDays : nil
    }
  }
}
