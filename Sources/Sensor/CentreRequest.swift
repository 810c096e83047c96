import NIOHTTP1
import Shipping

/// A request to the centre.
public struct CentreRequest: Sendable {
  var method: HTTPMethod
  var path: String
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  /// A message in JSON.
  static func message(_ body: [UInt8], to path: String) -> CentreRequest {
    CentreRequest(
      method: .POST,
      path: path,
      headers: [("content-type", "application/json")],
      body: body
    )
  }

  /// A segment: `digest` is the SHA-256 of its bytes, in base64.
  static func segment(_ sequence: UInt64, bytes: [UInt8], digest: String) -> CentreRequest {
    CentreRequest(
      method: .PUT,
      path: CentreAPI.path(ofSegment: sequence),
      headers: [
        ("content-type", "application/octet-stream"),
        (CentreAPI.digestHeader, "sha-256=:\(digest):"),
      ],
      body: bytes
    )
  }
}
