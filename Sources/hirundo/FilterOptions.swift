import ArgumentParser
import Schema

/// Which packets a question is about: values of one option are alternatives, all options must hold.
struct FilterOptions: ParsableArguments {
  @Option(
    help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30. Default: everything."
  )
  var period: String?

  @Option(
    name: [.customLong("sensors"), .customLong("sensor")],
    help: "Sensors by name, with commas between them."
  )
  var sensors: [String] = []

  @Option(help: "Sources: addresses or prefixes, such as 192.0.2.0/24.")
  var source: [String] = []

  @Option(help: "Port labels, such as 8728/TCP or ICMP.")
  var port: [String] = []

  @Option(help: "Tags, such as mirai.")
  var tag: [String] = []

  @Option(help: "Regions of the sources, such as BR.")
  var region: [String] = []

  @Option(help: "Networks of the sources, such as AS64500.")
  var network: [String] = []

  @Option(name: .customLong("class"), help: "scan, backscatter, amplification-request or other.")
  var trafficClass: [String] = []

  @Option(help: "Stack fingerprints, as hirundo classify --by stack prints them.")
  var stack: [String] = []

  @Option(name: .customLong("protocol"), help: "Protocols by name or number, such as TCP or 47.")
  var protocols: [String] = []

  /// The filter.
  func filter() throws -> PacketFilter {
    var filter = PacketFilter()
    for (texts, kind) in words { for text in texts { try filter.add(text, to: kind) } }
    return filter
  }

  /// The instants of the period in a zone; all of them without a period.
  func range(in zone: ReportingZone) throws -> TimeRange {
    guard let period else { return TimeRange(start: 0, end: .max) }
    return try Period(period, place: "--period").range(in: zone)
  }

  /// What was asked for, as it was written.
  var sentence: String {
    let parts = words.flatMap { texts, kind in texts.map { "\(kind.option) \($0)" } }
    return (parts + (period.map { ["--period \($0)"] } ?? [])).joined(separator: " ")
  }

  private var words: [(texts: [String], kind: PacketFilter.Kind)] {
    [
      (sensors, .sensor), (source, .source), (port, .port), (tag, .tag), (region, .region),
      (network, .network), (trafficClass, .class), (stack, .stack), (protocols, .protocol),
    ]
  }
}
