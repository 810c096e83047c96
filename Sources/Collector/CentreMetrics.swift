import Registry
import Schema

/// The centre's numbers as Prometheus reads them (text exposition format, version 0.0.4).
struct CentreMetrics: Sendable {
  /// After so long without a word a sensor is silent, in nanoseconds.
  static let silence: Int64 = 300_000_000_000

  private struct Page {
    var text = ""

    mutating func head(_ name: String, _ kind: String, _ help: String) {
      text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    mutating func value(_ name: String, _ labels: String, _ value: some CustomStringConvertible) {
      text += "\(name)\(labels) \(value)\n"
    }

    mutating func counter(_ name: String, _ help: String, _ value: UInt64) {
      head(name, "counter", help)
      self.value(name, "", value)
    }

    mutating func gauge(_ name: String, _ help: String, _ value: some CustomStringConvertible) {
      head(name, "gauge", help)
      self.value(name, "", value)
    }
  }

  let registry: Registry
  let counters: CentreCounters
  let backlog: SegmentBacklog
  let now: @Sendable () -> Int64

  /// The page.
  func text() throws(RegistryError) -> String {
    let values = counters.values
    let time = now()
    var page = Page()
    page.counter("hirundo_segments_stored_total", "Segments archived.", values.segments)
    page.counter("hirundo_segments_known_total", "Segments that came again.", values.known)
    page.counter("hirundo_segment_bytes_total", "Bytes of archived segments.", values.bytes)
    page.counter("hirundo_segment_frames_total", "Frames of archived segments.", values.frames)
    page.counter("hirundo_rows_total", "Packets made into rows.", values.packets)
    page.counter("hirundo_reports_total", "Reports of sensors.", values.reports)
    page.counter("hirundo_captures_total", "Captures uploaded.", values.captures)
    page.head("hirundo_refused_total", "counter", "Requests refused, by reason.")
    for (reason, count) in values.refused.sorted(by: { $0.key < $1.key }) {
      page.value("hirundo_refused_total", "{reason=\"\(reason)\"}", count)
    }
    page.gauge("hirundo_backlog_segments", "Archived and not in the store.", backlog.count)
    page.gauge(
      "hirundo_insert_lag_seconds",
      "Age of the oldest segment that is not in the store.",
      backlog.oldest.map { Self.seconds(max(0, time - $0)) } ?? 0
    )
    let contacts = try registry.contacts()
    let sensors = try registry.sensors().filter { $0.state == .active }.map(\.sensor.name)
    let heard = sensors.compactMap { name in contacts[name].map { (name, $0.heard) } }
    page.gauge("hirundo_sensors", "Sensors that take part.", sensors.count)
    page.gauge(
      "hirundo_sensors_silent",
      "Of these, the ones that said nothing for five minutes.",
      sensors.count - heard.count { time - $0.1 <= Self.silence }
    )
    page.head("hirundo_sensor_heard_seconds", "gauge", "When a sensor was heard last, since 1970.")
    for (name, time) in heard {
      page.value("hirundo_sensor_heard_seconds", "{sensor=\"\(name)\"}", Self.seconds(time))
    }
    return page.text
  }

  private static func seconds(_ nanoseconds: Int64) -> Double {
    Double(nanoseconds) / 1_000_000_000
  }
}
