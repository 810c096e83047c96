import Foundation
import Hummingbird
import HummingbirdCore
import Registry
import Store

/// SQL that reads, for analysts: what `hirundo query` takes, over HTTP.
struct QueryInterface: Sendable {
  private static let path = "/api/v1/query"
  /// How long a query may take, in seconds.
  private static let longest = 60
  private static let usual = 30
  /// How much memory it may use, in bytes.
  private static let memory = 300_000_000

  /// The body as an object.
  private struct Body: Decodable {
    var query: String
    var seconds: Int?
  }

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [.ask(Self.path, .analyst, scope: .sql) { try await answer($0) }]
  }

  private func answer(_ request: WebRequest) async throws -> Answer {
    guard !request.isFromElsewhere else {
      throw WebError(
        403,
        place: "the query",
        problem: "the page of another site sends it",
        remedy: "send it from a program with a token"
      )
    }
    let place = try site.queries.enter()
    let body = try await body(request)
    let isCSV = try request.wantsCSV
    try site.registry.note(
      "query: \(body.query)",
      by: request.reader.account?.name ?? "",
      at: request.time
    )
    let lines = try await lines(body, isCSV: isCSV)
    var answer = Answer(isCSV ? .csv : .json, [])
    answer.stream = ResponseBody(
      asyncSequence: QueryRows(lines: lines, isCSV: isCSV, place: place)
    )
    return answer
  }

  private func body(_ request: WebRequest) async throws -> Body {
    let text = try await request.text(
      of: ["application/json", "application/sql"],
      longest: site.settings.longestQuery,
      within: site.settings.patience,
      "the query"
    )
    let type = (request.request.headers[.contentType] ?? "").lowercased()
    var body = Body(query: text)
    if type.hasPrefix("application/json") {
      do {
        body = try JSONDecoder().decode(Body.self, from: Data(text.utf8))
      } catch {
        throw WebError.field(
          "the query",
          "this is no object with a query",
          #"write {"query": "SELECT count() FROM packets", "seconds": 30}"#
        )
      }
    }
    guard (1...Self.longest).contains(body.seconds ?? Self.usual) else {
      throw WebError.field("seconds", "it is out of range", "write 1 to \(Self.longest)")
    }
    guard body.query.contains(where: { !$0.isWhitespace }) else {
      throw WebError.field("the query", "it is empty", "write one SELECT")
    }
    return body
  }

  private func lines(_ body: Body, isCSV: Bool) async throws -> ResponseLines {
    // What the engine refuses it refuses in front of the first row.
    let limits = QueryLimits(seconds: body.seconds ?? Self.usual, memory: Self.memory)
    let client = site.content.store.client
    do throws(StoreError) {
      return try await client.lines(
        body.query,
        format: isCSV ? .csvWithNames : .jsonLines,
        access: .readOnly(limits),
        settings: isCSV ? [:] : ["output_format_json_quote_64bit_integers": "0"]
      )
    } catch {
      guard case .refused = error.kind else { throw error }
      throw WebError(422, place: "the query", problem: error.problem, remedy: error.remedy)
    }
  }
}
