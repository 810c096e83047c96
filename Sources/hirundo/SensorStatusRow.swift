import Collector
import Registry
import Schema

/// How `hirundo sensors status` prints sensors.
enum SensorStatusRow {
  /// The rows of sensors, ready to be printed.
  static func listing(_ sensors: [SensorHealth], now: Int64) -> ListedRows<SensorStatus> {
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
      keys: SensorStatus.columns,
      rows: sensors.map(SensorStatus.init),
      cells: { row in
        let age = ages[row.sensor]
        return [
          row.sensor, Self.age(age?.0, now), Self.age(age?.1, now), Self.percent(row.coverage24h),
          Self.percent(row.loss24h), Self.percent(row.coverage30d), Self.percent(row.loss30d),
          row.spoolBytes.map { "\(ByteAmount(bytes: $0))" } ?? "",
          row.clockOffsetSeconds.map { "\(Numbers.fixed($0, decimals: 1)) s" } ?? "",
          row.version ?? "", row.certificateUntil.map { String($0.prefix(10)) } ?? "",
          row.flags.isEmpty ? "ok" : row.flags.joined(separator: ", "),
        ]
      },
      values: { $0.cells }
    )
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
