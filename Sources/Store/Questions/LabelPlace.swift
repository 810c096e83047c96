public import Schema

/// Where a label stood among all labels in a stretch of days.
public struct LabelPlace: Hashable, Sendable {
  /// The first day of the stretch.
  public var first: CivilDay
  /// The label.
  public var label: PortLabel
  /// Its packets.
  public var packets: UInt64
  /// Its place, from 1.
  public var rank: Int
}
