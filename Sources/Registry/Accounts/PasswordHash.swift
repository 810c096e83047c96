import Crypto
import CryptoExtras
import FoundationEssentials
import Shipping

/// What is kept of a password: scrypt of it (RFC 7914), with its salt and costs.
///
/// The text is `scrypt$N$r$p$SALT$KEY`, salt and key in base64, so that costs can rise later and old hashes still count.
struct PasswordHash: Hashable, Sendable {
  /// The fewest characters of a password (NIST SP 800-63B, section 5.1.1.2, asks for 8).
  static let shortest = 10
  /// The most bytes, so that nobody makes us hash megabytes.
  static let longest = 1024
  /// Costs of new hashes: 64 MiB, and as much work as OWASP's Password Storage Cheat Sheet asks for.
  private static let usual = Costs(rounds: 1 << 16, blockSize: 8, parallelism: 2)
  private static let length = 32
  /// The most memory that a hash from the registry may ask for, in bytes.
  private static let mostMemory = 1 << 28

  private struct Costs: Hashable, Sendable {
    var rounds: Int
    var blockSize: Int
    var parallelism: Int
  }

  private let costs: Costs
  private let salt: [UInt8]
  private let key: [UInt8]

  /// Whether a password is neither too short nor too long.
  static func mayHash(_ password: String) -> Bool {
    password.count >= shortest && password.utf8.count <= longest
  }

  /// The hash of a new password.
  ///
  /// - Throws: `RegistryError` where the password is too short or too long.
  init(of password: String) throws {
    guard Self.mayHash(password) else {
      throw RegistryError(
        place: "password",
        rule: "it is too short or too long",
        remedy: "choose at least \(Self.shortest) characters and at most \(Self.longest) bytes"
      )
    }
    costs = Self.usual
    salt = Array(Secret.random().prefix(16))
    key = try Self.derive(password, salt, costs)
  }

  /// A hash as the registry keeps it; nil for any other text.
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt",
      let rounds = Int(parts[1]), (2...1 << 20).contains(rounds), rounds & (rounds - 1) == 0,
      let blockSize = Int(parts[2]), (1...32).contains(blockSize),
      let parallelism = Int(parts[3]), (1...16).contains(parallelism),
      128 * rounds * blockSize <= Self.mostMemory,
      let salt = Data(base64Encoded: String(parts[4])),
      let key = Data(base64Encoded: String(parts[5])),
      key.count == Self.length
    else { return nil }
    costs = Costs(rounds: rounds, blockSize: blockSize, parallelism: parallelism)
    self.salt = Array(salt)
    self.key = Array(key)
  }

  private init(costs: Costs, salt: [UInt8], key: [UInt8]) {
    self.costs = costs
    self.salt = salt
    self.key = key
  }

  /// The hash of somebody who is not there: it takes as long as any, and no password is known that matches.
  static let nobody = PasswordHash(
    costs: usual,
    salt: Array(repeating: 0, count: 16),
    key: Array(repeating: 0, count: length)
  )

  /// As the registry keeps it.
  var text: String {
    "scrypt$\(costs.rounds)$\(costs.blockSize)$\(costs.parallelism)$"
      + "\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
  }

  /// Whether a password is the one; takes as long for a wrong one.
  func matches(_ password: String) throws -> Bool {
    guard password.utf8.count <= Self.longest else { return false }
    let other = try Self.derive(password, salt, costs)
    return zip(key, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  private static func derive(_ password: String, _ salt: [UInt8], _ costs: Costs) throws -> [UInt8]
  {
    let key = try KDF.Scrypt.deriveKey(
      from: Array(password.utf8),
      salt: salt,
      outputByteCount: length,
      rounds: costs.rounds,
      blockSize: costs.blockSize,
      parallelism: costs.parallelism
    )
    return unsafe key.withUnsafeBytes { unsafe Array($0) }
  }
}
