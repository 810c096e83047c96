import Hummingbird

/// An error for programs: problem details (RFC 9457).
struct Problem: Encodable {
  /// The status of HTTP.
  var status: Int
  /// What it is called.
  var title: String
  /// The sentence: what, where, remedy.
  var detail: String

  private enum CodingKeys: String, CodingKey { case type, status, title, detail }

  /// The problem of an error.
  init(_ error: WebError) {
    status = error.status
    title = HTTPResponse.Status(known: error.status).reasonPhrase
    detail = error.description
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    // The status says all there is to say about the kind (section 4.2.1).
    try container.encode("about:blank", forKey: .type)
    try container.encode(status, forKey: .status)
    try container.encode(title, forKey: .title)
    try container.encode(detail, forKey: .detail)
  }
}
