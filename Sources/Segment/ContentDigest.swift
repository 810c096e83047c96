import Crypto
import Wire

/// The SHA-256 digest of some bytes (FIPS 180-4).
public struct ContentDigest: Hashable, Sendable {
  /// The number of bytes of a digest.
  public static var length: Int { 32 }

  // Not two UInt128: an asynchronous function that takes such values of 16 bytes loses its caller's
  // frame in this compiler (Swift 6.3.1).
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

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
    first = bytes.uint64(at: offset)
    second = bytes.uint64(at: offset + 8)
    third = bytes.uint64(at: offset + 16)
    fourth = bytes.uint64(at: offset + 24)
  }

  /// The digest that 64 hexadecimal digits stand for, nil for any other text.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count == 64 else { return nil }
    var words: [UInt64] = []
    var rest = text[...]
    while !rest.isEmpty {
      let digits = rest.prefix(16)
      guard digits.first != "+", let word = UInt64(digits, radix: 16) else { return nil }
      words.append(word)
      rest = rest.dropFirst(16)
    }
    guard words.count == 4 else { return nil }
    (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
  }

  private var words: [UInt64] { [first, second, third, fourth] }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
  }

  /// The first 48 bits, which number the segments of a capture.
  var first48Bits: UInt64 { first >> 16 }
}

extension ContentDigest: CustomStringConvertible {
  /// The digest as 64 hexadecimal digits, as `sha256sum` prints it.
  public var description: String {
    words.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
