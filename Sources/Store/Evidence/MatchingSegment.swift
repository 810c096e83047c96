/// A segment that has rows which a filter lets pass.
public struct MatchingSegment: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The segment's number.
  public var sequence: UInt64
  /// How many of its rows pass.
  public var rows: UInt64
  /// The seconds since 1970 of the first and the last of these rows.
  public var seconds: ClosedRange<UInt32>

  /// A segment with rows that pass.
  public init(sensor: String, sequence: UInt64, rows: UInt64, seconds: ClosedRange<UInt32>) {
    self.sensor = sensor
    self.sequence = sequence
    self.rows = rows
    self.seconds = seconds
  }
}
