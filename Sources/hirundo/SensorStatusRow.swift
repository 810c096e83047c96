import Analysis
import Collector
import Registry
import Schema
import Shipping

/// A sensor's row in `hirundo sensors status`.
struct SensorStatusRow: Encodable {
  private static let keys = [
    "sensor", "flags", "last_heard", "last_packet", "coverage_24h", "loss_24h", "coverage_30d",
    "loss_30d", "packets_last_hour", "normal_from", "normal_to", "spool_segments", "spool_bytes",
    "clock_offset_seconds", "version", "certificate_until",
  ]

  var sensor: String
  var flags: [String]
  @OrNull var last_heard: String?
  @OrNull var last_packet: String?
  var coverage_24h: Double
  @OrNull var loss_24h: Double?
  var coverage_30d: Double
  @OrNull var loss_30d: Double?
  @OrNull var packets_last_hour: Double?
  @OrNull var normal_from: Double?
  @OrNull var normal_to: Double?
  @OrNull var spool_segments: UInt64?
  @OrNull var spool_bytes: UInt64?
  @OrNull var clock_offset_seconds: Double?
  @OrNull var version: String?
  @OrNull var certificate_until: String?

  private init(_ health: SensorHealth) {
    let report = health.contact?.report
    sensor = health.sensor.sensor.name
    flags = health.flags.map(\.rawValue)
    last_heard = health.contact.map { Self.time($0.heard) }
    last_packet = health.lastPacket.map(Self.time)
    coverage_24h = health.lastDay.coverage
    loss_24h = health.lastDay.loss
    coverage_30d = health.lastMonth.coverage
    loss_30d = health.lastMonth.loss
    packets_last_hour = health.rate
    normal_from = health.normal?.lower
    normal_to = health.normal?.upper
    spool_segments = report?.unshippedSegments
    spool_bytes = report?.unshippedBytes
    clock_offset_seconds = health.contact?.clockOffset.map { Double($0) / 1_000_000_000 }
    version = report?.version
    certificate_until = health.certificateUntil.map { Self.time($0 * 1_000_000_000) }
  }

  /// The rows of sensors, ready to be printed.
  static func listing(_ sensors: [SensorHealth], now: Int64) -> ListedRows<SensorStatusRow> {
    let heads = [
      "sensor", "heard", "last packet", "cover 24 h", "loss", "cover 30 d", "loss", "spool",
      "clock", "version", "certificate until", "flags",
    ]
    let ages = Dictionary(
      sensors.map { ($0.sensor.sensor.name, ($0.contact?.heard, $0.lastPacket)) },
      uniquingKeysWith: { first, _ in first }
    )
    return ListedRows(
      columns: heads.enumerated().map {
        TextTable.Column(head: $1, isNumber: (3...8).contains($0))
      },
      keys: keys,
      rows: sensors.map(SensorStatusRow.init),
      cells: { row in
        let age = ages[row.sensor]
        return [
          row.sensor, Self.age(age?.0, now), Self.age(age?.1, now), Self.percent(row.coverage_24h),
          Self.percent(row.loss_24h), Self.percent(row.coverage_30d), Self.percent(row.loss_30d),
          row.spool_bytes.map { "\(ByteAmount(bytes: $0))" } ?? "",
          row.clock_offset_seconds.map { "\(Numbers.fixed($0, decimals: 1)) s" } ?? "",
          row.version ?? "", row.certificate_until.map { String($0.prefix(10)) } ?? "",
          row.flags.isEmpty ? "ok" : row.flags.joined(separator: ", "),
        ]
      },
      values: \.values
    )
  }

  private var values: [String] {
    func text(_ value: (some CustomStringConvertible)?) -> String { value.map { "\($0)" } ?? "" }
    return [
      sensor, flags.joined(separator: " "), text(last_heard), text(last_packet), "\(coverage_24h)",
      text(loss_24h), "\(coverage_30d)", text(loss_30d), text(packets_last_hour),
      text(normal_from), text(normal_to), text(spool_segments), text(spool_bytes),
      text(clock_offset_seconds), text(version), text(certificate_until),
    ]
  }

  private static func time(_ nanoseconds: Int64) -> String {
    "\(UTCTime(nanoseconds: nanoseconds / 1_000_000_000 * 1_000_000_000))"
  }

  private static func percent(_ part: Double?) -> String {
    part.map { "\(Numbers.fixed($0 * 100, decimals: 1)) %" } ?? ""
  }

  /// How long ago something was.
  private static func age(_ time: Int64?, _ now: Int64) -> String {
    guard let time else { return "never" }
    let seconds = max(0, now - time) / 1_000_000_000
    return switch seconds {
    case ..<120: "\(seconds) s ago"
    case ..<7200: "\(seconds / 60) min ago"
    case ..<172_800: "\(seconds / 3600) h ago"
    default: "\(seconds / 86_400) d ago"
    }
  }
}
