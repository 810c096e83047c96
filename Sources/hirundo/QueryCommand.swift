import ArgumentParser
import Foundation
import Store

/// `hirundo query`: SQL that reads.
struct QueryCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query",
    abstract: "Answer a SELECT over the tables of docs/schema.md.",
    discussion: """
      One SELECT, without FORMAT and SETTINGS. It can neither write nor read files nor open \
      addresses, and it ends at its limits of time and memory. docs/operations/queries.md has \
      examples.

      Example: hirundo query 'SELECT IPv6NumToString(source) AS address, count() AS packets FROM \
      packets GROUP BY source ORDER BY packets DESC LIMIT 5'
      """
  )

  @Argument(help: "The query, or - to read it from standard input.")
  var query: String

  @Option(help: "How long it may take.")
  var seconds: Int = 60

  @Option(help: "How much memory it may use, in megabytes.")
  var memory: Int = 500

  @Option(help: "table for reading, csv or json for programs.")
  var format: ListingFormat = .table

  @OptionGroup var options: StoreOptions

  /// The most rows of a table for reading, which is made when all of them are there.
  private static let longestTable = 10_000

  func validate() throws {
    guard (1...86_400).contains(seconds) else {
      throw ValidationError("--seconds takes a number from 1 to 86400")
    }
    guard (1...1_000_000).contains(memory) else {
      throw ValidationError("--memory takes megabytes from 1 to 1000000")
    }
  }

  func run() async throws {
    let text = try query == "-" ? standardInput() : query
    let access = QueryAccess.readOnly(QueryLimits(seconds: seconds, memory: memory * 1_000_000))
    let format = format
    try await options.withStore { session in
      let client = session.store.client
      switch format {
      case .table:
        try await Self.printTable(
          try await client.lines(text, format: .tabSeparatedWithNames, access: access)
        )
      case .csv:
        var output = StandardOutput()
        let lines = try await client.lines(text, format: .csvWithNames, access: access)
        for try await line in lines { try output.write(line) }
        try output.flush()
      case .json:
        try await Self.printObjects(
          try await client.lines(
            text,
            format: .jsonLines,
            access: access,
            settings: ["output_format_json_quote_64bit_integers": "0"]
          )
        )
      }
    }
  }

  private func standardInput() throws -> String {
    let data = try FileHandle.standardInput.read(upToCount: SmallFile.longest + 1) ?? Data()
    guard data.count <= SmallFile.longest else {
      throw InputError("standard input: the query is longer than \(SmallFile.longest) bytes")
    }
    return String(decoding: data, as: UTF8.self)
  }

  private static func printTable(_ lines: ResponseLines) async throws {
    var table: TextTable?
    var rows = 0
    for try await line in lines {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard table != nil else {
        table = TextTable(cells.map { TextTable.Column(head: $0) })
        continue
      }
      rows += 1
      guard rows <= longestTable else {
        throw InputError(
          "the answer has more than \(longestTable) rows; ask for fewer with LIMIT, or take --format csv"
        )
      }
      table?.append(cells)
    }
    var output = StandardOutput()
    for line in table?.lines ?? [] { try output.write(line) }
    try output.flush()
  }

  /// The rows as one array of JSON, a row a line.
  private static func printObjects(_ lines: ResponseLines) async throws {
    var output = StandardOutput()
    var former: String?
    for try await line in lines {
      try output.write(former.map { "\($0)," } ?? "[")
      former = line
    }
    if let former { try output.write(former) } else { try output.write("[") }
    try output.write("]")
    try output.flush()
  }
}
