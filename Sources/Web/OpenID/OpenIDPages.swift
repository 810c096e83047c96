import Hummingbird
import Registry
import Shipping

/// Signing in through a provider of OpenID Connect: away to it, and back.
struct OpenIDPages: Sendable {
  /// Where one begins.
  static let path = "/sign-in/open-id"
  /// Where the provider sends people back to.
  static let returnPath = "\(path)/back"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .everyone) { try await begin($0) },
      .get(Self.returnPath, .everyone) { try await finish($0) },
    ]
  }

  /// The link of the page on which one signs in; nil where there is no provider.
  static func link(_ site: Site, _ request: WebRequest, next: String) -> Page.Link? {
    site.openID.map { provider in
      Page.Link(
        text: AccountWords.signIn(with: provider.settings.name)[request.language],
        target: "\(path)?\(FormFields().query(adding: [("next", next)]))"
      )
    }
  }

  private func begin(_ request: WebRequest) async throws -> Answer {
    let provider = try provider(request)
    let attempt = OpenIDAttempt(next: request.query["next"] ?? "/")
    let place = try site.openIDs.enter()
    defer { withExtendedLifetime(place) {} }
    let address: String
    do {
      address = try await provider.address(attempt, request.language)
    } catch {
      throw refused(error, provider)
    }
    let cookies = request.cookies
    let cookie = cookies.setting(
      cookies.openID,
      to: attempt.cookie,
      for: OpenIDAttempt.lifetime
    )
    return .redirect(to: address, cookies: [cookie])
  }

  private func finish(_ request: WebRequest) async throws -> Answer {
    let provider = try provider(request)
    let place = try site.openIDs.enter()
    defer { withExtendedLifetime(place) {} }
    do {
      let attempt = try attempt(of: request)
      guard try await provider.isSender(request.query["iss"]) else {
        throw OpenIDRefusal(.unproven, "somebody comes back from another issuer")
      }
      guard let code = request.query["code"] else {
        let error = OpenIDRefusal.quoted(request.query["error"] ?? "no code")
        throw OpenIDRefusal(.unproven, "somebody comes back with \(error)")
      }
      let person = try await provider.person(of: code, attempt)
      return try welcome(try account(of: person, at: request.time), attempt, request)
    } catch let refusal as OpenIDRefusal {
      throw refused(refusal, provider)
    }
  }

  private func provider(_ request: WebRequest) throws(WebError) -> OpenIDProvider {
    guard let provider = site.openID else { throw .nothing(at: request.path) }
    return provider
  }

  /// What was begun in the browser that comes back.
  private func attempt(of request: WebRequest) throws(OpenIDRefusal) -> OpenIDAttempt {
    let cookies = request.cookies
    guard
      let attempt = cookies.value(cookies.openID, of: request.request)
        .flatMap(OpenIDAttempt.init(cookie:))
    else { throw OpenIDRefusal(.unproven, "a browser comes back that has not begun") }
    guard let state = request.query["state"], WebRequest.areEqual(state, attempt.state) else {
      throw OpenIDRefusal(.unproven, "a browser comes back with another state")
    }
    return attempt
  }

  private func account(of person: ProvenPerson, at time: Int64) throws -> Account {
    let found = try site.registry.signIn(
      person.subject,
      named: person.name,
      makes: person.role,
      at: time
    )
    switch found {
    case .welcome(let account): return account
    case .closed(let name): throw OpenIDRefusal(.stranger, "the account \(name) is closed")
    case .taken(let name):
      throw OpenIDRefusal(.stranger, "the account \(name) is bound to another subject")
    case .unknown(let name):
      throw OpenIDRefusal(.stranger, "there is no account \(OpenIDRefusal.quoted(name))")
    }
  }

  /// Begins the session, as a password does.
  private func welcome(
    _ account: Account,
    _ attempt: OpenIDAttempt,
    _ request: WebRequest
  ) throws -> Answer {
    let secret = Secret.random()
    try site.registry.beginSession(
      secret: secret,
      of: account.name,
      program: request.request.headers[.userAgent] ?? "",
      through: site.settings.openID?.issuer,
      at: request.time
    )
    let cookies = request.cookies
    return .redirect(
      to: attempt.next,
      cookies: SignInPages.cookies(of: secret, request) + [
        cookies.setting(cookies.openID, to: "", for: 0)
      ]
    )
  }

  private func refused(_ refusal: OpenIDRefusal, _ provider: OpenIDProvider) -> WebError {
    site.log("sign-in through \(provider.settings.issuer): \(refusal.reason)")
    return refusal.error(provider.settings.name)
  }
}
