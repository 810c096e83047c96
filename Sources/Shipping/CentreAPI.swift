/// The paths and headers by which sensors speak with the centre (docs/formats/shipping.md).
public enum CentreAPI {
  /// Where a token is exchanged for a certificate: `POST`, without a client certificate.
  public static let enrolment = "/sensor/v1/enrolment"
  /// Where a certificate is renewed: `POST`, with the present one.
  public static let renewal = "/sensor/v1/renewal"
  /// Where a sensor tells how it is: `POST`.
  public static let report = "/sensor/v1/report"
  /// What the path of a segment begins with: `PUT`.
  public static let segments = "/sensor/v1/segments/"
  /// Where captures of other tools are uploaded, by bearer token: `POST`.
  public static let captures = "/sensor/v1/captures"

  /// The SHA-256 of the body, as `sha-256=:BASE64:` (RFC 9530).
  public static let digestHeader = "repr-digest"
  /// The sender's clock, in nanoseconds since 1970; requests and answers both have it.
  public static let timeHeader = "hirundo-time"

  /// The longest segment that is accepted, in bytes.
  public static let longestSegment = 64 << 20
  /// The longest JSON body that is accepted, in bytes.
  public static let longestMessage = 64 << 10

  /// The path of a segment.
  ///
  /// - Parameter sequence: Its number among those of the sensor.
  /// - Returns: The path; the sensor is the one of the certificate.
  public static func path(ofSegment sequence: UInt64) -> String { "\(segments)\(sequence)" }
}
