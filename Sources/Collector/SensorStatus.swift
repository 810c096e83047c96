import Analysis
import Registry
import Schema
import Shipping

/// A sensor's row in `hirundo sensors status` and in the interface; what is not known is null.
public struct SensorStatus: Hashable, Sendable, Encodable {
  private enum CodingKeys: String, CodingKey {
    case sensor, flags, version
    case lastHeard = "last_heard"
    case lastPacket = "last_packet"
    case coverage24h = "coverage_24h"
    case loss24h = "loss_24h"
    case coverage30d = "coverage_30d"
    case loss30d = "loss_30d"
    case packetsLastHour = "packets_last_hour"
    case normalFrom = "normal_from"
    case normalTo = "normal_to"
    case spoolSegments = "spool_segments"
    case spoolBytes = "spool_bytes"
    case clockOffsetSeconds = "clock_offset_seconds"
    case certificateUntil = "certificate_until"
  }

  /// The sensor's name.
  public let sensor: String
  /// What somebody should look at, as docs/definitions/SensorHealth.md names it.
  public let flags: [String]
  /// When it was heard last; nil for never.
  public let lastHeard: String?
  /// When its last packet came; nil where none did.
  public let lastPacket: String?
  /// The part of the last 24 hours in which it listened.
  public let coverage24h: Double
  /// The part of its packets of that time that it lost; nil where none came.
  public let loss24h: Double?
  /// The part of the last 30 days in which it listened.
  public let coverage30d: Double
  /// The part of its packets of that time that it lost; nil where none came.
  public let loss30d: Double?
  /// Packets of its last whole hour; nil where too little of it was covered.
  public let packetsLastHour: Double?
  /// From where on such an hour is usual.
  public let normalFrom: Double?
  /// Up to where such an hour is usual.
  public let normalTo: Double?
  /// Segments that wait at the sensor.
  public let spoolSegments: UInt64?
  /// Their bytes.
  public let spoolBytes: UInt64?
  /// How far its clock is off.
  public let clockOffsetSeconds: Double?
  /// The version of its program.
  public let version: String?
  /// Until when its certificate is valid.
  public let certificateUntil: String?

  /// The row of a sensor.
  public init(_ health: SensorHealth) {
    let report = health.contact?.report
    sensor = health.sensor.sensor.name
    flags = health.flags.map(\.rawValue)
    lastHeard = health.contact.map { Self.time($0.heard) }
    lastPacket = health.lastPacket.map(Self.time)
    coverage24h = health.lastDay.coverage
    loss24h = health.lastDay.loss
    coverage30d = health.lastMonth.coverage
    loss30d = health.lastMonth.loss
    packetsLastHour = health.rate
    normalFrom = health.normal?.lower
    normalTo = health.normal?.upper
    spoolSegments = report?.unshippedSegments
    spoolBytes = report?.unshippedBytes
    clockOffsetSeconds = health.contact?.clockOffset.map { Double($0) / 1_000_000_000 }
    version = report?.version
    certificateUntil = health.certificateUntil.map { Self.time($0 * 1_000_000_000) }
  }

  /// The heads of CSV, in the order of `cells`.
  public static var columns: [String] {
    [
      "sensor", "flags", "last_heard", "last_packet", "coverage_24h", "loss_24h", "coverage_30d",
      "loss_30d", "packets_last_hour", "normal_from", "normal_to", "spool_segments", "spool_bytes",
      "clock_offset_seconds", "version", "certificate_until",
    ]
  }

  /// The cells of CSV; what is not known is empty.
  public var cells: [String] {
    func text(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "" }
    return [
      sensor, flags.joined(separator: " "), text(lastHeard), text(lastPacket), "\(coverage24h)",
      text(loss24h), "\(coverage30d)", text(loss30d), text(packetsLastHour), text(normalFrom),
      text(normalTo), text(spoolSegments), text(spoolBytes), text(clockOffsetSeconds),
      text(version), text(certificateUntil),
    ]
  }

  /// The object, with all of its keys.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sensor, forKey: .sensor)
    try container.encode(flags, forKey: .flags)
    try container.encode(lastHeard, forKey: .lastHeard)
    try container.encode(lastPacket, forKey: .lastPacket)
    try container.encode(coverage24h, forKey: .coverage24h)
    try container.encode(loss24h, forKey: .loss24h)
    try container.encode(coverage30d, forKey: .coverage30d)
    try container.encode(loss30d, forKey: .loss30d)
    try container.encode(packetsLastHour, forKey: .packetsLastHour)
    try container.encode(normalFrom, forKey: .normalFrom)
    try container.encode(normalTo, forKey: .normalTo)
    try container.encode(spoolSegments, forKey: .spoolSegments)
    try container.encode(spoolBytes, forKey: .spoolBytes)
    try container.encode(clockOffsetSeconds, forKey: .clockOffsetSeconds)
    try container.encode(version, forKey: .version)
    try container.encode(certificateUntil, forKey: .certificateUntil)
  }

  private static func time(_ nanoseconds: Int64) -> String {
    "\(UTCTime(nanoseconds: nanoseconds / 1_000_000_000 * 1_000_000_000))"
  }
}
