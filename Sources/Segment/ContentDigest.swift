import Crypto
import Wire

/// The SHA-256 digest of some bytes (FIPS 180-4).
public struct ContentDigest: Hashable, Sendable {
  /// The number of bytes of a digest.
  public static var length: Int { 32 }

  private let upper: UInt128
  private let lower: UInt128

  /// Digests bytes.
  public init(of bytes: RawSpan) {
    var hash = SHA256()
    unsafe bytes.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    self.init(hash)
  }

  /// Digests an array of bytes.
  public init(of bytes: [UInt8]) {
    self.init(of: unsafe bytes.span.bytes)
  }

  /// Digests a file, however long it is.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - first: How many of its bytes are digested, from its beginning; nil for all.
  /// - Throws: `SegmentError` where it cannot be read.
  public init(ofFileAt path: String, first: Int64? = nil) throws(SegmentError) {
    let file = try StoredFile(path: path)
    var hash = SHA256()
    var offset: Int64 = 0
    while true {
      let left = (first ?? .max) - offset
      let part = try file.read(at: offset, atMost: Int(min(left, 1 << 20)))
      guard !part.isEmpty else { break }
      offset += Int64(part.count)
      unsafe part.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
    }
    self.init(hash)
  }

  private init(_ hash: SHA256) {
    var digest: [UInt8] = []
    for byte in hash.finalize() { digest.append(byte) }
    let bytes = unsafe digest.span.bytes
    self.init(bytes, at: 0)
  }

  /// The digest that is stored at a place of some bytes.
  public init(_ bytes: RawSpan, at offset: Int) {
    upper = bytes.uint128(at: offset)
    lower = bytes.uint128(at: offset + 16)
  }

  /// The digest that 64 hexadecimal digits stand for, nil for any other text.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 64, text.utf8.first != UInt8(ascii: "+"),
      text.dropFirst(32).utf8.first != UInt8(ascii: "+"),
      let upper = UInt128(text.prefix(32), radix: 16),
      let lower = UInt128(text.dropFirst(32), radix: 16)
    else { return nil }
    self.upper = upper
    self.lower = lower
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [upper, lower].flatMap { half in
      (0..<16).map { UInt8(truncatingIfNeeded: half >> UInt128(120 - 8 * $0)) }
    }
  }

  /// The first 48 bits, which number the segments of a capture.
  var first48Bits: UInt64 { UInt64(upper >> 80) }
}

extension ContentDigest: CustomStringConvertible {
  /// The digest as 64 hexadecimal digits, as `sha256sum` prints it.
  public var description: String {
    [upper, lower].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 32 - digits.count) + digits
    }.joined()
  }
}
