/// What a sensor sends to get its first certificate or the next one.
public struct EnrolmentRequest: Codable, Hashable, Sendable {
  /// The token's secret in hexadecimal; nil for a renewal, which the present certificate vouches for.
  public var secret: String?
  /// The request for a certificate, in PEM.
  public var request: String

  /// A request.
  public init(secret: String?, request: String) {
    self.secret = secret
    self.request = request
  }
}
