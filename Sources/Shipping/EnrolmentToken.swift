/// What a partner is given to enrol one sensor once: where the centre is, how to know it, and a secret.
/// ```
/// hirundo1/centre.example.net:8443/tokyo-1/9f86d081…0a08/2c26b46b…e7ae
/// ```
/// The form's version, the centre's address, the sensor's name, the SHA-256 of the authority's certificate and
/// the secret, both of 32 bytes in hexadecimal.
public struct EnrolmentToken: Hashable, Sendable {
  private static let form = "hirundo1"
  /// Bytes of fingerprint and secret.
  public static let length = 32

  /// The centre's host name or address and its port: `host:port`, `[address]:port`.
  public let centre: String
  /// The sensor's name.
  public let sensor: String
  /// The SHA-256 of the authority's certificate.
  public let fingerprint: [UInt8]
  /// What only this token knows; the centre keeps its digest alone.
  public let secret: [UInt8]

  /// A new token with a secret of its own.
  ///
  /// - Parameters:
  ///   - centre: The centre's address with its port.
  ///   - sensor: The sensor's name.
  ///   - fingerprint: The SHA-256 of the authority's certificate. Shape: 32 bytes.
  public init(centre: String, sensor: String, fingerprint: [UInt8]) {
    self.centre = centre
    self.sensor = sensor
    self.fingerprint = fingerprint
    var random = SystemRandomNumberGenerator()
    secret = (0..<Self.length).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Reads a token.
  ///
  /// - Parameter text: What `description` gave; blanks around it are passed over.
  /// - Throws: `ShippingError` where it is none; the text, a secret, is not repeated.
  public init(_ text: String) throws(ShippingError) {
    let fields = text.split(separator: "/", omittingEmptySubsequences: false)
      .map { $0.filter { !$0.isWhitespace } }
    guard fields.count == 5, fields[0] == Self.form, !fields[1].isEmpty, !fields[2].isEmpty,
      let fingerprint = Self.bytes(fields[3]), let secret = Self.bytes(fields[4])
    else {
      throw ShippingError(
        place: "the token",
        rule: "it does not have the five parts of an enrolment token",
        remedy: "copy it whole from hirundo sensors add, or ask the centre for a new one"
      )
    }
    centre = fields[1]
    sensor = fields[2]
    self.fingerprint = fingerprint
    self.secret = secret
  }

  /// The text that the partner is given: a secret until it was used.
  public var text: String {
    [Self.form, centre, sensor, Hexadecimal.text(fingerprint), Hexadecimal.text(secret)]
      .joined(separator: "/")
  }

  /// The secret in hexadecimal, as it is sent.
  public var secretText: String { Hexadecimal.text(secret) }

  /// Bytes of 64 hexadecimal digits, nil for anything else.
  ///
  /// - Parameter text: The digits.
  /// - Returns: 32 bytes.
  public static func bytes(_ text: String) -> [UInt8]? {
    guard let bytes = Hexadecimal.bytes(text), bytes.count == length else { return nil }
    return bytes
  }
}
