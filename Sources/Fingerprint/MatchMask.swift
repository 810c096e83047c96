/// Which of the 256 packets of a batch a rule matches: a bit a packet.
public struct MatchMask: Hashable, Sendable {
  /// The bits, lowest packet in the lowest bit of the first word.
  public var words: SIMD4<UInt64>

  /// The mask of some words.
  @inlinable
  public init(words: SIMD4<UInt64> = .zero) {
    self.words = words
  }

  /// The mask of some places of a batch.
  ///
  /// - Parameter places: Which. Range: within 0..<256.
  @inlinable
  public init(_ places: Range<Int>) {
    func below(_ count: Int) -> SIMD4<UInt64> {
      var words = SIMD4<UInt64>.zero
      for word in 0..<4 {
        let bits = min(max(count - word * 64, 0), 64)
        words[word] = bits == 64 ? .max : (1 << UInt64(bits)) - 1
      }
      return words
    }
    words = below(places.upperBound) & ~below(places.lowerBound)
  }

  /// Whether no packet matches.
  @inlinable
  public var isEmpty: Bool { words == .zero }

  /// How many packets match.
  @inlinable
  public var count: Int {
    words[0].nonzeroBitCount + words[1].nonzeroBitCount + words[2].nonzeroBitCount
      + words[3].nonzeroBitCount
  }

  /// Calls a function with the number of every matching packet, lowest first.
  @inlinable @inline(__always)
  public func forEach(_ body: (Int) -> Void) {
    for word in 0..<4 {
      var bits = words[word]
      while bits != 0 {
        body(word << 6 + bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
  }

  /// The packets that both masks match.
  @inlinable
  public static func & (lhs: MatchMask, rhs: MatchMask) -> MatchMask {
    MatchMask(words: lhs.words & rhs.words)
  }

  /// The packets that either mask matches.
  @inlinable
  public static func | (lhs: MatchMask, rhs: MatchMask) -> MatchMask {
    MatchMask(words: lhs.words | rhs.words)
  }

  /// The packets that this mask matches and the other does not.
  @inlinable
  public func subtracting(_ other: MatchMask) -> MatchMask {
    MatchMask(words: words & ~other.words)
  }
}
