import ArgumentParser
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment

/// What gives packets their meaning: rules, data about addresses, and where days begin.
struct MeaningOptions: ParsableArguments {
  @Option(help: "Fingerprint rules to use instead of the built-in ones.")
  var rules: String?

  @Option(
    help: """
      Folder with data about addresses, as Scripts/install-enrichment lays it down; none leaves \
      every region unknown. Default: $HIRUNDO_ENRICHMENT, else vendor/enrichment where it exists.
      """
  )
  var enrichment: String?

  @Option(
    name: .customLong("scanners"),
    help: "A list of known scanners, or a folder of lists. May be repeated."
  )
  var scannerLists: [String] = []

  @Option(
    help: """
      Zone in which days begin, as in the IANA database: Asia/Tokyo. Default: HIRUNDO_TIME_ZONE, else \
      UTC.
      """
  )
  var timeZone: String?

  /// The rules that were asked for; of these the named ones, where names are given.
  func ruleSet(keeping names: Set<String>? = nil) throws -> RuleSet {
    guard let rules else { return try RuleSet.standard(keeping: names) }
    let data = try SmallFile.contents(of: rules)
    return try RuleSet(text: String(decoding: data, as: UTF8.self), file: rules, keeping: names)
  }

  /// SHA-256 of the text of the rules, in hexadecimal.
  func rulesDigest() throws -> String {
    let text =
      try rules.map { try Array(SmallFile.contents(of: $0)) } ?? Array(RuleSet.standardText.utf8)
    return ContentDigest(of: text).description
  }

  /// Where data about addresses come from, one line each, with their dates.
  func provenance() throws -> [DataSource] { try snapshot().provenance }

  /// What is known of addresses.
  ///
  /// - Parameter withRegions: Whether it is of interest where they are, which takes time to read.
  /// - Returns: The data, without names of networks and without the installed regions of IPv6.
  /// - Throws: `EnrichmentError` for data that cannot be used.
  func snapshot(withRegions: Bool = true) throws -> EnrichmentSnapshot {
    var loader = try folder.map { try EnrichmentLoader(folder: $0) } ?? EnrichmentLoader()
    for path in scannerLists { try loader.addScannerLists(at: path) }
    // What no table of these commands asks takes longest to read: they name no network, and count
    // by region only Mirai-type hosts, which are IPv4 by definition.
    loader.sources.removeAll { source in
      source.kind == .networkDump || !withRegions && source.kind != .scannerList
        || source.path == folder.map { "\($0)/geoip6" }
    }
    return try loader.load()
  }

  /// All that is known of addresses, networks included: what rows of the store need.
  func fullSnapshot() throws -> EnrichmentSnapshot {
    var loader = try folder.map { try EnrichmentLoader(folder: $0) } ?? EnrichmentLoader()
    for path in scannerLists { try loader.addScannerLists(at: path) }
    return try loader.load()
  }

  /// The names of networks by their number, without all else that is known of addresses.
  func networkNames() throws -> [UInt32: String] {
    guard let folder else { return [:] }
    var loader = try EnrichmentLoader(folder: folder)
    loader.sources.removeAll { $0.kind == .regionText || $0.kind == .scannerList }
    return try loader.load().networkNames
  }

  /// Whether there is no data about addresses although nobody asked to do without.
  var lacksRegions: Bool { folder == nil && enrichment == nil }

  /// The folder with data about addresses, nil for none.
  private var folder: String? {
    let installed = "vendor/enrichment"
    let chosen =
      enrichment ?? ProcessInfo.processInfo.environment["HIRUNDO_ENRICHMENT"]
      ?? (FileManager.default.fileExists(atPath: installed) ? installed : "none")
    return chosen == "none" ? nil : chosen
  }

  /// The zone in which days begin.
  ///
  /// - Parameter configuration: The configuration file, for commands that have one.
  /// - Returns: The zone of the option, else of the environment, else of the file, else UTC.
  /// - Throws: `InputError` for a zone that does not exist, with who named it.
  func zone(_ configuration: Configuration = Configuration()) throws -> ReportingZone {
    let variable = "HIRUNDO_TIME_ZONE"
    let choices = [
      ("--time-zone", timeZone), (variable, ProcessInfo.processInfo.environment[variable]),
      ("\(configuration.path ?? ""): time-zone", configuration.timeZone),
    ]
    guard case (let place, let name?)? = choices.first(where: { $0.1 != nil }), name != "UTC" else {
      return .utc
    }
    guard let zone = TimeZone(identifier: name) else {
      throw InputError("\(place) \(name): there is no such zone; write Asia/Tokyo, for one")
    }
    return ReportingZone(zone)
  }
}

extension EnrichmentSnapshot {
  /// The names of networks by their number.
  var networkNames: [UInt32: String] {
    Dictionary(
      networks.lazy.filter { !$0.name.isEmpty }.map { ($0.number, $0.name) },
      uniquingKeysWith: { first, _ in first }
    )
  }
}

extension ReportingZone {
  /// The zone with its offsets from 1970 to 2100.
  fileprivate init(_ zone: TimeZone) {
    let start = Date(timeIntervalSince1970: 0)
    let end = Date(timeIntervalSince1970: 4_102_444_800)
    var transitions = [Transition(start: .min, offset: zone.secondsFromGMT(for: start))]
    var instant = start
    while let next = zone.nextDaylightSavingTimeTransition(after: instant), next < end {
      transitions.append(
        Transition(
          start: Int64(next.timeIntervalSince1970) * 1_000_000_000,
          offset: zone.secondsFromGMT(for: next)
        )
      )
      instant = next
    }
    self.init(name: zone.identifier, transitions: transitions)
  }
}
