import Hummingbird
import HummingbirdCore
import Registry
import Schema

/// What is counted of today, as it comes.
struct LiveInterface: Sendable {
  static let path = "/api/v1/live"
  /// A stream ends then, and browsers open it again: so is asked again who may read.
  private static let lifetime: Int64 = 600_000_000_000

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .partner) { try await answer($0) }
    ]
  }

  private func answer(_ request: WebRequest) async throws -> Answer {
    guard request.query.names.subtracting(["lang"]).isEmpty else {
      throw WebError.field("the query", "there are no fields here", "leave them out")
    }
    let own: Set<String>? = if case .own(let sensors) = request.sight { Set(sensors) } else { nil }
    let all = try await site.directory().entries.count
    // A browser that only asks for the head listens to nothing.
    guard request.request.method == .get else { return Answer(.events, []) }
    var answer = Answer(.events, [])
    answer.stream = ResponseBody(
      asyncSequence: LiveEvents(
        readings: try site.live.listen(request.reader.account?.name ?? ""),
        sensors: own,
        known: own?.count ?? all,
        end: request.time + Self.lifetime
      )
    )
    return answer
  }
}
