import Hummingbird
import Registry
import Shipping

/// Finds who asks, by the token of a program or the cookie of a browser.
struct ReaderFinder: Sendable {
  let registry: Registry
  let cookies: CookieNames

  /// Who sends a request.
  ///
  /// A session that is over makes a reader everyone; a wrong token is an error, as a program would take what
  /// everyone sees for all there is.
  func reader(of request: Request, at time: Int64) throws -> Reader {
    if let field = request.headers[.authorization] {
      let words = field.split(separator: " ")
      guard words.count == 2, words[0].lowercased() == "bearer",
        let secret = EnrolmentToken.bytes(String(words[1])),
        let found = try registry.access(ofToken: secret, at: time)
      else {
        throw WebError(
          401,
          place: "Authorization",
          problem: "the token is unknown or over",
          remedy: "make one at /account and send it as Bearer TOKEN"
        )
      }
      return .program(found.account, scopes: found.token.scopes)
    }
    guard let secret = cookies.secret(cookies.session, of: request),
      let account = try registry.account(ofSession: secret, at: time)
    else { return .everyone }
    return .person(account, session: secret)
  }
}
