import FoundationEssentials
import SwiftASN1
import X509

/// What a sensor's certificate says: whose it is, and until when.
public struct SensorCertificate: Hashable, Sendable {
  /// What stands before the name in the certificate's URI.
  private static let scheme = "urn:hirundo:sensor:"

  /// The sensor's name.
  public let sensor: String
  /// The serial number, in lower-case hexadecimal without leading zeros.
  public let serial: String
  /// Since when it is valid, in seconds since 1970.
  public let validFrom: Int64
  /// Until when it is valid, in seconds since 1970.
  public let validUntil: Int64

  /// Reads a certificate, whose signature TLS has checked; nil where it is no sensor's.
  ///
  /// - Parameter der: The certificate, in DER.
  public init?(der: [UInt8]) {
    guard let certificate = try? Certificate(derEncoded: der) else { return nil }
    self.init(certificate)
  }

  /// Reads a certificate in PEM; nil where it is no sensor's.
  ///
  /// - Parameter pem: The certificate.
  public init?(pem: String) {
    guard let certificate = try? Certificate(pemEncoded: pem) else { return nil }
    self.init(certificate)
  }

  private init?(_ certificate: Certificate) {
    guard let names = try? certificate.extensions.subjectAlternativeNames else { return nil }
    let sensors = names.compactMap { name -> String? in
      guard case .uniformResourceIdentifier(let text) = name, text.hasPrefix(Self.scheme) else {
        return nil
      }
      return String(text.dropFirst(Self.scheme.count))
    }
    guard sensors.count == 1, let sensor = sensors.first, !sensor.isEmpty else { return nil }
    self.sensor = sensor
    serial = Self.serial(of: certificate)
    validFrom = Int64(certificate.notValidBefore.timeIntervalSince1970)
    validUntil = Int64(certificate.notValidAfter.timeIntervalSince1970)
  }

  /// The URI that names a sensor in its certificate.
  static func identifier(of sensor: String) -> String { scheme + sensor }

  /// A certificate's serial number in hexadecimal.
  static func serial(of certificate: Certificate) -> String {
    let digits = Hexadecimal.text(certificate.serialNumber.bytes)
    let trimmed = digits.drop { $0 == "0" }
    return trimmed.isEmpty ? "0" : String(trimmed)
  }
}
