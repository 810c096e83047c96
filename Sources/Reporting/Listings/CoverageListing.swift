public import Schema
public import Store

/// A sensor's day in `hirundo sensors coverage` and in the interface: how long it listened, and what it lost.
public struct CoverageListing: Hashable, Sendable, Encodable {
  private enum CodingKeys: String, CodingKey {
    case day, sensor, coverage, segments, packets, received, dropped
    case coveredSeconds = "covered_seconds"
  }

  /// The day of the reporting zone.
  public let day: String
  /// The sensor's name.
  public let sensor: String
  /// How long it listened.
  ///
  /// Unit: seconds.
  public let coveredSeconds: Double
  /// The part of the day in which it listened.
  public let coverage: Double
  /// Segments that cover some of the day.
  public let segments: UInt64
  /// Packets that were stored.
  public let packets: UInt64
  /// Packets that came to its interfaces, as far as it said.
  public let received: UInt64
  /// Packets that were lost before they were captured, as far as it said.
  public let dropped: UInt64

  /// The row of a day.
  ///
  /// - Parameters:
  ///   - day: What the ledger says.
  ///   - zone: The zone in which the day begins.
  public init(_ day: SensorCoverage, in zone: ReportingZone) {
    let length = zone.start(of: CivilDay(number: day.day.number + 1)) - zone.start(of: day.day)
    self.day = "\(day.day)"
    sensor = day.sensor
    coveredSeconds = Double(day.covered) / 1_000_000_000
    coverage = Double(day.covered) / Double(max(1, length))
    segments = day.segments
    packets = day.packets
    received = day.received
    dropped = day.dropped
  }

  /// The heads of CSV, in the order of `cells`.
  public static var columns: [String] {
    ["day", "sensor", "covered_seconds", "coverage", "segments", "packets", "received", "dropped"]
  }

  /// The cells of CSV.
  public var cells: [String] {
    [
      day, sensor, "\(coveredSeconds)", "\(coverage)", "\(segments)", "\(packets)", "\(received)",
      "\(dropped)",
    ]
  }
}
