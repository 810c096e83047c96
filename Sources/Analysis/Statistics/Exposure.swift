/// Packets with the time in which they were received.
public struct Exposure: Hashable, Sendable, Codable {
  /// How many packets.
  public var packets: UInt64
  /// How long somebody listened.
  ///
  /// Unit: days of 24 hours.
  public var days: Double

  /// Packets of some days.
  public init(packets: UInt64, days: Double) {
    self.packets = packets
    self.days = days
  }

  /// Packets a day; nil where nobody listened.
  public var rate: Double? { days > 0 && days.isFinite ? Double(packets) / days : nil }
}
