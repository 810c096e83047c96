import Hummingbird
import NIOCore
import Reporting
import Shipping

/// A request with what it is about: who asks, in which language, and what.
struct WebRequest: Sendable {
  let request: Request
  let channel: any Channel
  let reader: Reader
  let query: FormFields
  let language: Language
  let cookies: CookieNames
  /// When it came, in nanoseconds since 1970.
  let time: Int64
  /// What the tokens of forms are made of: the session, or a cookie of somebody without one.
  let formSecret: [UInt8]

  init(
    _ request: Request,
    _ channel: any Channel,
    _ reader: Reader,
    cookies: CookieNames,
    time: Int64
  ) throws(WebError) {
    self.request = request
    self.channel = channel
    self.reader = reader
    self.cookies = cookies
    self.time = time
    query = try FormFields(request.uri.query ?? "")
    language = Self.language(of: request, query, cookies)
    formSecret =
      if case .person(_, let session) = reader {
        session
      } else {
        cookies.secret(cookies.form, of: request) ?? Secret.random()
      }
  }

  /// The path.
  var path: String { request.uri.path }

  /// Whether the answer is for a program rather than for a browser.
  var isProgram: Bool { Self.isProgram(request) }

  /// What everyone sees, for who chose it; else what the reader sees.
  var sight: Sight { query["view"] == "public" ? .everyone : reader.sight }

  /// By what a form shows that it comes from a page of ours.
  var formToken: String { Secret.digest(of: Array("form".utf8) + formSecret) }

  /// Whether a request is one of a program: by its path, or by what it takes.
  static func isProgram(_ request: Request) -> Bool {
    request.uri.path.hasPrefix("/api/")
      || !(request.headers[.accept] ?? "").lowercased().contains("text/html")
  }

  /// The language of a request: that of the address, of the cookie, or of the browser.
  static func language(
    of request: Request,
    _ query: FormFields,
    _ cookies: CookieNames
  ) -> Language {
    if let chosen = query["lang"].flatMap(Language.init) { return chosen }
    if let kept = cookies.value(cookies.language, of: request).flatMap(Language.init) {
      return kept
    }
    // The first language that we have; browsers write them by weight.
    for part in (request.headers[.acceptLanguage] ?? "").split(separator: ",") {
      if let language = Language(rawValue: String(part.drop { $0 == " " }.prefix(2)).lowercased()) {
        return language
      }
    }
    return .en
  }

  /// Whether a browser says that another site's page sends it; programs say nothing.
  var isFromElsewhere: Bool {
    let site = HTTPFields.Element.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    return site.map { !["same-origin", "none"].contains($0) } ?? false
  }

  /// The fields of a form that was sent, when it comes from a page of ours.
  func form(_ settings: WebSettings) async throws -> FormFields {
    let fields = try FormFields(
      try await text(
        of: ["application/x-www-form-urlencoded"],
        longest: settings.longestForm,
        within: settings.patience,
        "the form"
      )
    )
    guard !isFromElsewhere, let token = fields["form"], Self.areEqual(token, formToken)
    else {
      throw WebError(
        403,
        place: "the form",
        problem: "it does not come from a page of this session",
        remedy: "open the page again and send it from there"
      )
    }
    return fields
  }

  /// Compares without telling by its time how much is right.
  static func areEqual(_ first: String, _ second: String) -> Bool {
    first.utf8.count == second.utf8.count
      && zip(first.utf8, second.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
