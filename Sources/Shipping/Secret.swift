import Crypto
import FoundationEssentials

/// What one side knows and the other recognises: 32 random bytes, of which the centre keeps the digest alone.
public enum Secret {
  /// New random bytes.
  ///
  /// - Returns: 32 bytes.
  public static func random() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<EnrolmentToken.length).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// The text in which a secret is given to a person.
  ///
  /// - Parameter secret: The secret.
  /// - Returns: Two hexadecimal digits a byte.
  public static func text(of secret: [UInt8]) -> String { Hexadecimal.text(secret) }

  /// What the centre keeps of a secret.
  ///
  /// - Parameter secret: The secret.
  /// - Returns: Its SHA-256 in hexadecimal.
  public static func digest(of secret: [UInt8]) -> String {
    Hexadecimal.text(SHA256.hash(data: Data(secret)))
  }
}
