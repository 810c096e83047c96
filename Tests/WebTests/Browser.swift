import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A browser of one test: it keeps cookies, follows nothing by itself, and finds the token of forms.
struct Browser {
  /// What came back.
  struct Reply {
    var status: UInt
    var headers: HTTPHeaders
    var text: String

    /// The value of a field.
    subscript(name: String) -> String? { headers.first(name: name) }
  }

  let port: Int
  var cookies: [String: String] = [:]
  /// What it takes.
  var accept = "text/html"
  var language = "en"
  /// The token of a program.
  var token: String?

  init(_ port: Int, session: String? = nil, token: String? = nil) {
    self.port = port
    self.token = token
    if let session { cookies["hirundo"] = session }
    if token != nil { accept = "application/json" }
  }

  /// Asks for a path.
  mutating func get(_ path: String, _ headers: [(String, String)] = []) async throws -> Reply {
    try await send(.GET, path, headers, body: nil)
  }

  /// Sends the fields of a form, with the token of the page that it is on.
  mutating func post(
    _ path: String,
    _ fields: [(String, String)],
    from page: String
  ) async throws -> Reply {
    let form = try await get(page)
    let token = form.text.firstMatch(of: /name="form" value="([0-9a-f]{64})"/)?.1 ?? ""
    return try await post(path, fields + [("form", String(token))])
  }

  /// Sends fields as they are.
  mutating func post(_ path: String, _ fields: [(String, String)]) async throws -> Reply {
    let text = fields.map { "\(Self.encoded($0))=\(Self.encoded($1))" }.joined(separator: "&")
    return try await send(
      .POST,
      path,
      [("Content-Type", "application/x-www-form-urlencoded")],
      body: .bytes(ByteBuffer(string: text))
    )
  }

  /// Sends a request with any body.
  mutating func send(
    _ method: HTTPMethod,
    _ path: String,
    _ headers: [(String, String)],
    body: HTTPClientRequest.Body?
  ) async throws -> Reply {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(port)\(path)")
    request.method = method
    request.headers.add(name: "Accept", value: accept)
    request.headers.add(name: "Accept-Language", value: language)
    if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
    if !cookies.isEmpty {
      let text = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
      request.headers.add(name: "Cookie", value: text)
    }
    for (name, value) in headers { request.headers.replaceOrAdd(name: name, value: value) }
    request.body = body
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    let client = HTTPClient(
      eventLoopGroup: HTTPClient.defaultEventLoopGroup,
      configuration: configuration
    )
    let reply: Reply
    do {
      let response = try await client.execute(request, timeout: .seconds(60))
      let text = String(buffer: try await response.body.collect(upTo: 1 << 24))
      reply = Reply(status: response.status.code, headers: response.headers, text: text)
    } catch {
      try await client.shutdown()
      throw error
    }
    try await client.shutdown()
    for field in reply.headers["Set-Cookie"] {
      let pair = field.split(separator: ";")[0].split(
        separator: "=",
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
    }
    return reply
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }
}
