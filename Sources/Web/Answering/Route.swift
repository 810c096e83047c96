import Hummingbird
import Registry

/// A path, who may ask for it at least, and what answers.
struct Route: Sendable {
  var method: HTTPRequest.Method
  var path: String
  /// The least reader.
  var access: Access
  /// What a token must be for; nil where only people in browsers go.
  var scope: AccessToken.Scope?
  /// Whether its answer is the same for a while to all who see the same.
  var isKept: Bool
  /// Whether it is a page, of which what stands around it is each reader's own.
  var isPage = false
  var answer: @Sendable (WebRequest) async throws -> Answer

  /// A page or an answer for programs.
  static func get(
    _ path: String,
    _ access: Access,
    isKept: Bool = false,
    _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    Route(
      method: .get,
      path: path,
      access: access,
      scope: access == .admin ? .admin : .read,
      isKept: isKept,
      answer: answer
    )
  }

  /// A page of what was counted, which is the same for a while to all who see the same.
  static func page(
    _ path: String,
    _ access: Access,
    _ site: Site,
    _ page: @escaping @Sendable (WebRequest) async throws -> Page
  ) -> Route {
    var route = Route.get(path, access, isKept: true) { request in
      let kept = try await site.pages.value(ShelfKey(request), at: request.time) {
        try await page(request)
      }
      return site.template.answer(kept, to: request)
    }
    route.isPage = true
    return route
  }

  /// What a form of a page does.
  static func post(
    _ path: String,
    _ access: Access,
    _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    Route(method: .post, path: path, access: access, isKept: false, answer: answer)
  }

  /// A question of a program that does not fit into an address.
  static func ask(
    _ path: String,
    _ access: Access,
    scope: AccessToken.Scope,
    _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    Route(
      method: .post,
      path: path,
      access: access,
      scope: scope,
      isKept: false,
      answer: answer
    )
  }

  /// An answer for programs whose token must be for something else than reading counts.
  static func take(
    _ path: String,
    _ access: Access,
    scope: AccessToken.Scope,
    _ answer: @escaping @Sendable (WebRequest) async throws -> Answer
  ) -> Route {
    var route = Route.get(path, access, answer)
    route.scope = scope
    return route
  }

  /// Refuses readers who may not come here.
  func admit(_ reader: Reader, path: String) throws(WebError) {
    if case .program(_, let scopes) = reader {
      guard let scope, scopes.contains(scope) else {
        throw WebError(
          403,
          place: path,
          problem: scope.map { "the token is not for \($0.rawValue)" }
            ?? "a token cannot do what a form does",
          remedy: scope == nil ? "sign in with a browser" : "make one with this scope at /account"
        )
      }
    }
    guard reader.access < access else { return }
    guard reader.account != nil else {
      throw WebError(
        401,
        place: path,
        problem: "this is for people with an account",
        remedy: "sign in at /sign-in, or send a token"
      )
    }
    throw WebError(
      403,
      place: path,
      problem: "your account may not do this",
      remedy: "ask an admin"
    )
  }
}
