/// Which of the 256 packets of a batch a rule matches: a bit a packet.
///
/// Packets whose places differ by sixteen are neighbours in a word, in the order in which the vector
/// loop meets them: a comparison of sixteen packets then gives a bit to each of sixteen lanes, and no
/// lane has to be taken out of its vector.
public struct MatchMask: Hashable, Sendable {
  /// Bit 16 (*p* mod 4) + *p* / 16 of word (*p* mod 16) / 4 is the packet at place *p*.
  @usableFromInline let words: SIMD4<UInt64>

  /// A mask that no packet matches.
  @inlinable
  public init() {
    self.init(words: .zero)
  }

  @usableFromInline
  init(words: SIMD4<UInt64>) {
    self.words = words
  }

  /// The mask of sixteen lanes: bit *g* of lane *l* is the packet at place 16 *g* + *l*.
  init(lanes: SIMD16<UInt16>) {
    self.init(words: unsafe unsafeBitCast(lanes, to: SIMD4<UInt64>.self))
  }

  /// The mask of some places of a batch.
  ///
  /// - Parameter places: Which. Range: within 0..<256.
  public init(_ places: Range<Int>) {
    self = Self.below(places.upperBound).subtracting(Self.below(places.lowerBound))
  }

  /// The mask of the first places.
  private static func below(_ count: Int) -> MatchMask {
    let (groups, rest) = (UInt16(count >> 4), UInt16(count & 15))
    let lanes = SIMD16<UInt16>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    // The sign bit of lane - rest: 1 in the lanes below the rest.
    let more = (lanes &- SIMD16(repeating: rest)) &>> SIMD16(repeating: 15)
    let whole = SIMD16<UInt16>(repeating: ~(UInt16.max << groups))
    // No group is left for more when all sixteen are whole.
    return MatchMask(lanes: whole | more &* SIMD16(repeating: 1 << groups))
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

  /// Whether the packet at a place matches.
  ///
  /// - Parameter place: Which. Range: 0..<256.
  /// - Returns: Whether it does.
  @inlinable @inline(__always)
  public func contains(_ place: Int) -> Bool {
    words[(place >> 2) & 3] >> UInt64((place & 3) << 4 | place >> 4) & 1 != 0
  }

  /// Calls a function with the place of every matching packet, in no order.
  @inlinable @inline(__always)
  public func forEach(_ body: (Int) -> Void) {
    for word in 0..<4 {
      var bits = words[word]
      while bits != 0 {
        body(Self.place(bits.trailingZeroBitCount, of: word))
        bits &= bits &- 1
      }
    }
  }

  /// The matching packets for which a function holds.
  ///
  /// Each word is made by itself: a vector whose lanes are written one by one and that is then read as
  /// a whole stops the processor until all of them have reached the cache.
  ///
  /// - Parameter isIncluded: Called with the place of every matching packet, in no order.
  /// - Returns: Those that are left.
  @inlinable @inline(__always)
  public func filter(_ isIncluded: (Int) -> Bool) -> MatchMask {
    func kept(_ word: Int) -> UInt64 {
      var rest = words[word]
      var kept: UInt64 = 0
      while rest != 0 {
        if isIncluded(Self.place(rest.trailingZeroBitCount, of: word)) {
          kept |= rest & (0 &- rest)
        }
        rest &= rest &- 1
      }
      return kept
    }
    return MatchMask(words: SIMD4(kept(0), kept(1), kept(2), kept(3)))
  }

  @inlinable @inline(__always)
  static func place(_ bit: Int, of word: Int) -> Int {
    (bit & 15) << 4 | word << 2 | bit >> 4
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
