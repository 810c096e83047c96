import Hummingbird

extension RequestBudget {
  /// Says in a response what is left (draft-ietf-httpapi-ratelimit-headers-10, sections 3 and 4).
  func add(_ balance: Balance?, to response: inout Response) {
    guard let balance,
      let policy = HTTPFields.Element.Name("RateLimit-Policy"),
      let limit = HTTPFields.Element.Name("RateLimit")
    else { return }
    response.headers[policy] = "\"reader\";q=\(perMinute);w=60"
    response.headers[limit] = "\"reader\";r=\(balance.remaining);t=\(balance.reset)"
  }
}

extension Site {
  /// Counts a request.
  ///
  /// - Returns: What is left; nil where nothing is bounded.
  /// - Throws: `WebError`: the reader asked too often.
  func spend(
    _ spender: RequestBudget.Spender,
    at time: Int64
  ) throws(WebError) -> RequestBudget.Balance? {
    guard let balance = budget.spend(spender, at: time) else { return nil }
    guard !balance.isAllowed else { return balance }
    var error = WebError(
      429,
      place: "requests",
      problem: "more than \(budget.perMinute) a minute, or \(budget.atOnce) at once, came from you",
      remedy: "try again in \(balance.wait) s",
      retryAfter: balance.wait
    )
    error.balance = balance
    throw error
  }
}
