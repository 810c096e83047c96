import Foundation
import Hummingbird
import HummingbirdCore
import NIOCore
import Segment

/// What a route answers, before it has the fields that all answers have.
struct Answer: Sendable {
  /// The kinds of bodies.
  enum Kind: String, Sendable {
    case html = "text/html; charset=utf-8"
    case json = "application/json"
    case problem = "application/problem+json"
    case svg = "image/svg+xml"
    case style = "text/css; charset=utf-8"
    case png = "image/png"
    case csv = "text/csv; charset=utf-8; header=present"
    case parquet = "application/vnd.apache.parquet"
    case arrow = "application/vnd.apache.arrow.file"
    case events = "text/event-stream"
    case script = "text/javascript; charset=utf-8"
    case file = "application/octet-stream"
  }

  var status: HTTPResponse.Status = .ok
  var kind: Kind
  var body: [UInt8]
  /// The body as gzip, for who takes it; nil for what has a secret in it, which its length could tell.
  var compressed: [UInt8]?
  /// Values of Set-Cookie.
  var cookies: [String] = []
  /// Where the browser goes instead.
  var location: String?
  /// Seconds after which to try again.
  var retryAfter: Int?
  /// Whether it may be asked for with a token of another kind.
  var challenges = false
  /// Whether nothing may keep it: it shows a secret.
  var isSecret = false
  /// The address of the list's next page.
  var next: String?
  /// Under which name a browser keeps it; nil where it shows it.
  var fileName: String?
  /// What is written piece by piece in place of the body.
  var stream: ResponseBody?
  /// How long anybody may keep it, in seconds, because its address changes with its contents; nil to ask again.
  var lifetime: Int?

  /// What is sent in place of the body.
  var file: DownloadedFile?

  /// A body of a kind.
  init(_ kind: Kind, _ body: [UInt8]) {
    self.kind = kind
    self.body = body
  }

  /// The browser goes to another path, with GET.
  static func redirect(to path: String, cookies: [String] = []) -> Answer {
    var answer = Answer(.html, [])
    answer.status = .seeOther
    answer.location = path
    answer.cookies = cookies
    return answer
  }

  /// A value in JSON, as the command line writes it.
  static func json(_ value: some Encodable) throws -> Answer {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return Answer(.json, Array(try encoder.encode(value)) + [UInt8(ascii: "\n")])
  }

  /// What tells two bodies apart.
  var tag: String { "\"\(String(ContentDigest(of: body).description.prefix(32)))\"" }

  /// The response to a request.
  ///
  /// - Parameters:
  ///   - request: The request, which may have the body already.
  ///   - isPublic: Whether everyone gets the same.
  /// - Returns: The response, without what protects pages.
  func response(to request: Request, isPublic: Bool) -> Response {
    var headers = HTTPFields()
    if let file { return file.response() }
    headers[values: .setCookie] = cookies
    if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
    if challenges { headers[.wwwAuthenticate] = "Bearer" }
    if let location {
      headers[.location] = location
      headers[.cacheControl] = "no-store"
      return Response(status: status, headers: headers)
    }
    headers[.contentType] = kind.rawValue
    if let next, let link = HTTPFields.Element.Name("Link") {
      headers[link] = "<\(next)>; rel=\"next\""
    }
    if let fileName {
      headers[.contentDisposition] = "attachment; filename=\"\(fileName)\""
    }
    if let stream {
      headers[.cacheControl] = "no-store"
      return Response(status: status, headers: headers, body: stream)
    }
    if let lifetime {
      headers[.cacheControl] = "public, max-age=\(lifetime), immutable"
    } else if isSecret || status != .ok {
      headers[.cacheControl] = "no-store"
    } else {
      headers[.cacheControl] = isPublic ? "no-cache" : "private, no-cache"
      headers[.vary] = "Accept, Accept-Language, Authorization, Cookie"
    }
    guard status == .ok, !isSecret else {
      return Response(status: status, headers: headers, body: .init(byteBuffer: .init(bytes: body)))
    }
    var body = body
    var tag = tag
    if let compressed {
      headers[.vary] = "Accept-Encoding"
      if Self.takesGzip(request) {
        body = compressed
        // Another representation has another tag (RFC 9110, section 8.8.3.3).
        tag = "\(tag.dropLast())-gzip\""
        headers[.contentEncoding] = "gzip"
      }
    }
    headers[.eTag] = tag
    let known = (request.headers[.ifNoneMatch] ?? "").split(separator: ",")
      .map { $0.drop { $0 == " " } }
    if known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) {
      return Response(status: .notModified, headers: headers)
    }
    return Response(status: status, headers: headers, body: .init(byteBuffer: .init(bytes: body)))
  }

  private static func takesGzip(_ request: Request) -> Bool {
    (request.headers[.acceptEncoding] ?? "").split(separator: ",").contains { part in
      let words = part.lowercased().split { $0 == ";" || $0 == " " }
      return words.first == "gzip" && !words.contains("q=0")
    }
  }
}
