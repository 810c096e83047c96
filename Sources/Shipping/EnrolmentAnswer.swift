/// What the centre answers to a request for a certificate.
public struct EnrolmentAnswer: Codable, Hashable, Sendable {
  /// The sensor's name.
  public var sensor: String
  /// The sensor's certificate, in PEM.
  public var certificate: String
  /// The authority's certificate, in PEM; a sensor that enrols compares it with its token.
  public var authority: String
  /// The number that the sensor's next segment takes: above all that the centre has of it.
  public var nextSequence: UInt64

  /// An answer.
  public init(sensor: String, certificate: String, authority: String, nextSequence: UInt64) {
    self.sensor = sensor
    self.certificate = certificate
    self.authority = authority
    self.nextSequence = nextSequence
  }
}
