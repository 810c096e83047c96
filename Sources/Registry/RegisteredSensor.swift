public import Schema

/// A sensor that the centre knows.
public struct RegisteredSensor: Hashable, Sendable {
  /// Whether it takes part.
  public enum State: String, Hashable, Sendable {
    /// It may enrol and send.
    case active
    /// It is no more: nothing of it is accepted, and what it sent stays.
    case retired
  }

  /// Its name, where it is, and its group.
  public var sensor: Sensor
  /// What the operator noted about it.
  public var note: String
  /// Whether it takes part.
  public var state: State
  /// When it was added, in nanoseconds since 1970.
  public var created: Int64

  /// A sensor that takes part.
  public init(_ sensor: Sensor, note: String = "", created: Int64) {
    self.sensor = sensor
    self.note = note
    self.created = created
    state = .active
  }
}
