import ArgumentParser
import Enrichment
import Fingerprint
import Reporting
import Schema
import Store
import Wire

/// `hirundo show`: everything known about a source.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show everything known about an address, a prefix or a network.",
    discussion: """
      First and last seen, days, packets, sensors, ports, tags with their reasons, region and network, \
      stacks, processes of Mirai-type packets, and sources that did the same on the same days. \
      Similar sources are asked of packets, so of those that are still kept.

      Example: hirundo show 192.0.2.1 --period 2024-Q3
      """
  )

  @Argument(help: "An address, a prefix such as 192.0.2.0/24, or a network such as AS64500.")
  var subject: String

  @Option(help: "2024, 2024-Q3, 2024-07, 2024-07-15 or 2024-07-01..2024-09-30. Default: all.")
  var period: String?

  @Flag(inversion: .prefixedNo, help: "Look for similar sources of an address.")
  var similar = true

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var who: SensorOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func run() async throws {
    let subject = try SourceSubject(subject, place: "hirundo show")
    let period = try period.map { try Period($0, place: "--period") }
    let rules = try meaning.ruleSet()
    let zone = try meaning.zone(options.configuration())
    let scope = QuestionScope(period: period, zone: zone, thresholds: rules.thresholds)
    let withSimilar = similar
    // While the engine starts and answers.
    let loading = Task.detached { try meaning.fullSnapshot() }
    let profile = try await options.withStore { session in
      try await session.store.profile(of: subject, scope, withSimilar: withSimilar)
    }
    let snapshot = try await loading.value
    let listing = SourceListing(
      profile,
      scope: scope,
      directory: try who.directory(options),
      reasons: Dictionary(rules.tags.map { ($0.id, $0.reason) }) { first, _ in first },
      networkNames: snapshot.networkNames,
      scanner: snapshot.scanner(of: subject)
    )
    try ShowReport(listing).print(format)
  }
}
