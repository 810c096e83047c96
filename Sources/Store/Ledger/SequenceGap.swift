/// Segments that a sensor has numbered and that never came.
public struct SequenceGap: Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// How many numbers between its lowest and its highest are missing.
  public var missing: UInt64
}
