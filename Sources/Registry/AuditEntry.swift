/// Who changed what in the registry.
public struct AuditEntry: Hashable, Sendable {
  /// When, in nanoseconds since 1970.
  public var time: Int64
  /// The user or the sensor.
  public var who: String
  /// What was done, in words; never a secret.
  public var what: String

  /// An entry.
  public init(time: Int64, who: String, what: String) {
    self.time = time
    self.who = who
    self.what = what
  }
}
