/// What tells the data of a stretch of time from other data.
public struct DataDigest: Hashable, Sendable {
  /// The four 64-bit words of the segments' SHA-256 digests, each summed over the segments modulo 2^64: 64
  /// hexadecimal digits.
  ///
  /// A sum needs no order, so the engine makes it where the ledger is; a segment more, less or other changes it.
  public var text: String
  /// How many segments there are.
  public var segments: UInt64

  /// The digest of no data.
  public init() {
    text = String(repeating: "0", count: 64)
    segments = 0
  }

  init?(_ row: [StoreValue]) {
    guard row.count == 5, case .number(let count) = row[0] else { return nil }
    segments = count
    text = row.dropFirst().map { word in
      let digits = String(word.count ?? 0, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}
