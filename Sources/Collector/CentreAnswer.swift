import Foundation
import Hummingbird
import NIOCore

/// What the centre answers: a status, and JSON.
struct CentreAnswer: Error {
  private struct Sentence: Codable {
    var message: String
  }

  let status: HTTPResponse.Status
  let body: [UInt8]
  /// Seconds after which to try again; nil where that is the sender's affair.
  var retryAfter: Int?
  /// Whether the connection ends behind the answer, because the rest of the request is of no interest.
  var endsConnection = false
  /// What it is counted as, nil for what went well.
  var refusal: String?

  /// An answer with a sentence.
  init(_ status: HTTPResponse.Status, _ message: String, refusal: String? = nil) {
    self.status = status
    self.refusal = refusal
    // A sentence can always be encoded; were it not so, the status says enough.
    body = (try? JSONEncoder().encode(Sentence(message: message))).map(Array.init) ?? []
  }

  /// An answer with a value.
  init(_ status: HTTPResponse.Status, json value: some Encodable) throws {
    self.status = status
    body = Array(try JSONEncoder().encode(value))
  }

  /// Please later.
  static func later(_ message: String, refusal: String, seconds: Int) -> CentreAnswer {
    var answer = CentreAnswer(.serviceUnavailable, message, refusal: refusal)
    answer.retryAfter = seconds
    answer.endsConnection = true
    return answer
  }

  /// The answer as it is sent.
  var response: Response {
    var headers = HTTPFields()
    headers[.contentType] = "application/json"
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    if endsConnection { headers[.connection] = "close" }
    if status == .noContent { return Response(status: status, headers: headers) }
    return Response(
      status: status,
      headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body))
    )
  }
}
