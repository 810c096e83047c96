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

  /// The fields of a form that was sent, when it comes from a page of ours.
  func form(_ settings: WebSettings) async throws -> FormFields {
    // Browsers say where a request comes from; programs do not.
    let site = HTTPFields.Element.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
    let fields = try FormFields(try await body(settings))
    guard site.map({ ["same-origin", "none"].contains($0) }) ?? true,
      let token = fields["form"], Self.areEqual(token, formToken)
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

  /// The body as text, within bounds of length and time.
  private func body(_ settings: WebSettings) async throws -> String {
    let tooLong = WebError.closing(
      413,
      place: "the form",
      problem: "it is longer than \(settings.longestForm) bytes",
      remedy: "send less"
    )
    let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard announced <= settings.longestForm else { throw tooLong }
    let type = (request.headers[.contentType] ?? "").split(separator: ";").first ?? ""
    guard type.lowercased() == "application/x-www-form-urlencoded" else {
      throw WebError.closing(
        415,
        place: "Content-Type",
        problem: "the body is no form",
        remedy: "send application/x-www-form-urlencoded"
      )
    }
    let channel = channel
    let end = channel.eventLoop.scheduleTask(in: .seconds(settings.patience)) {
      channel.close(promise: nil)
    }
    defer { end.cancel() }
    var bytes: [UInt8] = []
    do {
      for try await buffer in request.body {
        guard bytes.count + buffer.readableBytes <= settings.longestForm else { throw tooLong }
        bytes += Array(buffer.readableBytesView)
      }
    } catch let error as WebError {
      throw error
    } catch {
      // Chunks that are none, a length that is not kept: where the next request begins is unknown.
      throw WebError.closing(
        400,
        place: "the form",
        problem: "its bytes end otherwise than its head says",
        remedy: "send it from the page"
      )
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw WebError.field("the form", "it is no text in UTF-8", "send it from the page")
    }
    return text
  }

  /// Compares without telling by its time how much is right.
  private static func areEqual(_ first: String, _ second: String) -> Bool {
    first.utf8.count == second.utf8.count
      && zip(first.utf8, second.utf8).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension WebError {
  /// A refusal behind which the connection ends.
  fileprivate static func closing(
    _ status: Int,
    place: String,
    problem: String,
    remedy: String
  ) -> WebError {
    var error = WebError(status, place: place, problem: problem, remedy: remedy)
    error.endsConnection = true
    return error
  }
}
