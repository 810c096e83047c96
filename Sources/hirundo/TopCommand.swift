public import ArgumentParser
import Fingerprint
import Schema
public import Store

extension TopQuestion.Kind: ExpressibleByArgument {}

/// `hirundo top`: rankings over a period.
struct TopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "top",
    abstract: "Rank ports, regions, networks, sources, tags or stacks by their packets.",
    discussion: """
      With a period, each row says where it stood in the period before of the same kind: the quarter \
      before a quarter, as many days before days. Summaries answer for the days that have them, \
      packets for all others; both give the same numbers.

      Example: hirundo top ports --period 2024-Q3 --sensors domestic --region BR
      """
  )

  @Argument(help: "ports, regions, networks, sources, tags or stacks.")
  var kind: TopQuestion.Kind

  @Option(help: "How many places.")
  var limit: Int = 10

  @Flag(help: "A ranking for each sensor.")
  var bySensor = false

  @Flag(
    inversion: .prefixedNo,
    help: "Count distinct sources too, which takes longer. Default: not with --by-sensor."
  )
  var distinct: Bool?

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var which: FilterOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard (1...100_000).contains(limit) else {
      throw ValidationError("--limit takes a number from 1 to 100000")
    }
  }

  func run() async throws {
    let question = TopQuestion(
      kind,
      QuestionScope(
        period: try which.chosenPeriod(),
        zone: try meaning.zone(options.configuration()),
        filter: try which.filter(options),
        thresholds: try meaning.ruleSet().thresholds
      ),
      limit: limit,
      isBySensor: bySensor,
      countsSources: distinct ?? !bySensor
    )
    let answer = try await options.withStore { try await $0.store.top(question) }
    let report = TopReport(
      question,
      answer,
      directory: try which.who.directory(options),
      networkNames: kind == .networks ? try meaning.networkNames() : [:]
    )
    try report.print(format)
  }
}
