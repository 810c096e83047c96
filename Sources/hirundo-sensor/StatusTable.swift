import Sensor
import Shipping

/// The status for people: a line a thing that matters.
struct StatusTable {
  /// The lines.
  let lines: [String]

  /// The lines of a status at a moment, in nanoseconds since 1970.
  init(_ status: SensorStatus, now: Int64) {
    let report = status.report
    var rows: [(String, String)] = [
      ("sensor", "\(status.sensor), \(report.version)"),
      ("centre", status.centre),
      ("running since", Self.ago(report.started, now)),
      ("this was written", Self.ago(report.time, now)),
      ("last packet", report.lastPacket.map { Self.ago($0, now) } ?? "none yet"),
    ]
    for interface in report.interfaces {
      rows.append(
        (
          "interface \(interface.name)",
          "\(interface.isUp ? "up" : "DOWN"), \(interface.received) received, "
            + "\(interface.dropped) dropped by the kernel"
        )
      )
    }
    rows += [
      (
        "waiting",
        "\(report.unshippedSegments) segments, \(report.unshippedBytes >> 10) KiB of "
          + "\(report.spoolLimit >> 20) MiB"
      ),
      ("free on disk", "\(report.freeBytes >> 20) MiB"),
      ("last shipped", status.shipping.lastShipped.map { Self.ago($0, now) } ?? "none yet"),
      ("clock", report.clockOffset.map(Self.offset) ?? "not measured yet"),
      ("certificate", Self.validity(report.certificateUntil, now)),
    ]
    if status.shipping.refused > 0 {
      rows.append(("REFUSED", "\(status.shipping.refused) segments, see spool/refused"))
    }
    if !report.gaps.isEmpty {
      let count = report.gaps.reduce(0) { $0 + $1.lastSequence - $1.firstSequence + 1 }
      rows.append(("LOST", "\(count) segments were removed from the full spool"))
    }
    if let problem = status.shipping.problem {
      let since = status.shipping.problemSince.map { " (\(Self.ago($0, now)))" } ?? ""
      rows.append(("PROBLEM", problem + since))
    }
    let width = rows.map(\.0.count).max() ?? 0
    lines = rows.map { name, text in
      name + String(repeating: " ", count: width - name.count + 2) + text
    }
  }

  private static func ago(_ time: Int64, _ now: Int64) -> String {
    let seconds = max(0, now - time) / 1_000_000_000
    return switch seconds {
    case ..<120: "\(seconds) s ago"
    case ..<7200: "\(seconds / 60) min ago"
    case ..<172_800: "\(seconds / 3600) h ago"
    default: "\(seconds / 86_400) days ago"
    }
  }

  private static func offset(_ nanoseconds: Int64) -> String {
    "\(nanoseconds.magnitude / 1_000_000) ms \(nanoseconds < 0 ? "behind" : "ahead of") the centre's"
  }

  private static func validity(_ until: Int64, _ now: Int64) -> String {
    let days = (until - now / 1_000_000_000) / 86_400
    return days < 0 ? "ENDED \(-days) days ago" : "valid for \(days) days more"
  }
}
