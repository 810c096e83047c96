import Enrichment
import Foundation
import Schema
import Tally

/// From counts to the printed tables of a report: what `hirundo tally` and `hirundo demo` share.
struct TallyTables {
  /// The captures, where they are counted here.
  var inputs: [TallyInput]
  /// What is known of the sensors; nil where nobody said.
  var sensors: SensorFile?
  /// The home country: sensors in it are domestic, all others overseas.
  var home: Region?
  /// How many captures are read at once.
  var threads: Int
  /// The form of the tables.
  var format: ListingFormat
  /// Rules, data about addresses, and where days begin.
  var meaning: MeaningOptions
  /// Whether only packets by port and Mirai-type hosts are counted.
  var isQuick = false

  /// Counts the captures and prints the tables on standard output, all else on standard error.
  func print() async throws {
    let zone = try meaning.zone()
    let snapshot = try meaning.snapshot()
    let run = TallyRun(
      inputs: inputs,
      rules: try meaning.ruleSet(keeping: isQuick ? ["mirai"] : nil),
      enrichment: snapshot,
      zone: zone,
      threads: threads,
      isQuick: isQuick
    )
    let counted = try await CountedCaptures(run)
    try print(counted.result, zone: zone, provenance: snapshot.provenance)
    try counted.finish()
  }

  /// Prints the tables of counts.
  func print(_ result: TallyResult, zone: ReportingZone, provenance: [DataSource]) throws {
    let report = TallyReport(
      result,
      directory: try directory(of: result),
      zone: zone,
      provenance: provenance
    )
    if meaning.lacksRegions {
      StandardError.write(
        "note: regions are unknown without data about addresses; run Scripts/install-enrichment"
      )
    }
    if home != nil, sensors == nil {
      StandardError.write("note: the home country tells nothing without --sensors")
    }
    try write(report)
  }

  /// The sensors that were heard, with what the sensor file says of them.
  private func directory(of result: TallyResult) throws -> SensorDirectory {
    guard let sensors else {
      return SensorDirectory(result.sensors.map { Sensor(name: $0.name) }, home: home)
    }
    let names = Set(sensors.sensors.map(\.name))
    for sensor in result.sensors where !names.contains(sensor.name) {
      throw InputError(
        "\(sensors.path): the sensor \(sensor.name) is not in it, but "
          + "\(sensors.sensors.map(\.name).joined(separator: ", ")); add it there, or name the "
          + "captures with --sensor NAME=PATH"
      )
    }
    return SensorDirectory(sensors.sensors, home: home)
  }

  private func write(_ report: TallyReport) throws {
    var output = StandardOutput()
    switch format {
    case .table:
      for line in report.lines(width: Terminal.width) { try output.write(line) }
    case .csv:
      for row in report.csvRows { try output.write(row) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(report), as: UTF8.self))
    }
    try output.flush()
  }
}
