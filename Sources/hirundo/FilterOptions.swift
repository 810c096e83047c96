import ArgumentParser
import Foundation
import Schema

/// Which packets a question is about: the options that all questions share.
struct FilterOptions: ParsableArguments {
  @Option(help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30. Default: all.")
  var period: String?

  @Option(help: "Groups (domestic, overseas) and names of sensors, with commas between them.")
  var sensors: [String] = []

  @Option(help: "Regions of the sources: BR,CN or unknown.")
  var region: [String] = []

  @Option(help: "Networks of the sources: AS64500 or unknown.")
  var network: [String] = []

  @Option(help: "Port labels: 8728/TCP,53/UDP,ICMP,GRE.")
  var port: [String] = []

  @Option(help: "Tags: mirai,zmap-ipid.")
  var tag: [String] = []

  @Option(name: .customLong("class"), help: "scan, backscatter, amplification-request or other.")
  var trafficClass: [String] = []

  @Option(help: "Source addresses and prefixes: 192.0.2.0/24.")
  var source: [String] = []

  @Option(help: "Stack fingerprints: 1024:2:1460:.")
  var stack: [String] = []

  @OptionGroup var who: SensorOptions

  /// The period, nil for everything.
  func chosenPeriod() throws -> Period? {
    try period.map { try Period($0, place: "--period") }
  }

  /// The filter, its groups named.
  ///
  /// - Parameter options: Where the data directory and its configuration are.
  /// - Returns: The filter.
  /// - Throws: What was written and cannot be used.
  func filter(_ options: StoreOptions) throws -> PacketFilter {
    var filter = PacketFilter()
    let given: [(PacketFilter.Kind, [String])] = [
      (.region, region), (.network, network), (.port, port), (.tag, tag), (.class, trafficClass),
      (.source, source), (.stack, stack),
    ]
    for (kind, words) in given {
      for word in words { try filter.add(word, to: kind) }
    }
    guard !sensors.isEmpty else { return filter }
    let directory = try who.directory(options)
    for words in sensors { try filter.add(sensors: words, in: directory, place: "--sensors") }
    return filter
  }
}
