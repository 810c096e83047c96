/// What the centre thinks of a sensor's certificate now.
public enum CertificateStanding: Hashable, Sendable {
  /// The sensor may send.
  case good
  /// It was revoked.
  case revoked
  /// The sensor is retired.
  case retired
  /// The registry has no such certificate of this sensor: it was put back from an older copy, perhaps.
  case unknown
}
