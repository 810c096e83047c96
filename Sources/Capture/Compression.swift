/// How a capture is compressed.
enum Compression: Sendable {
  case none
  case gzip
  case zstd

  /// The compression that the first four bytes of a file, read in network order, announce.
  ///
  /// Source: RFC 1952 §2.3.1; RFC 8878 §3.1.1 and, for skippable frames, §3.1.2.
  init(magic: UInt32) {
    if magic >> 16 == 0x1F8B {
      self = .gzip
    } else if magic == 0x28B5_2FFD || magic & 0xF0FF_FFFF == 0x502A_4D18 {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// The compression that a file's name announces to a writer.
  init(pathEnding path: String) {
    if path.hasSuffix(".gz") {
      self = .gzip
    } else if path.hasSuffix(".zst") {
      self = .zstd
    } else {
      self = .none
    }
  }

  /// The format's name for people.
  var name: String {
    switch self {
    case .none: "uncompressed"
    case .gzip: "gzip"
    case .zstd: "zstd"
    }
  }
}
