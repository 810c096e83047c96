/// What the options of one TCP header say (RFC 9293 §3.2), without an allocation.
public struct TCPOptions: Hashable, Sendable {
  /// The option kinds in their order, four bits a kind, first kind highest; each is its kind plus one.
  ///
  /// So 2-1-3-1-1-4 is `0x324225`: exact for up to eight kinds below 15, which is every stack in use;
  /// `unrepresentable` otherwise. 0 without options.
  public private(set) var packedKinds: UInt32 = 0
  /// The maximum segment size, nil when absent.
  public private(set) var maximumSegmentSize: UInt16?
  /// The window scale as it stands on the wire, nil when absent.
  public private(set) var windowScale: UInt8?
  /// The byte after which the options could not be read, nil when they are sound.
  public private(set) var faultOffset: Int?

  /// The value of `packedKinds` for options that it cannot hold.
  public static let unrepresentable = UInt32.max

  /// Reads the options between two offsets of a frame; the caller has made sure of these bytes.
  public init(decoding bytes: RawSpan, in range: Range<Int>) {
    if readCommonLayout(bytes, range) { return }
    var offset = range.lowerBound
    var count = 0
    while offset < range.upperBound {
      let kind = bytes.byte(at: offset)
      if kind > 14 || count == 8 {
        packedKinds = Self.unrepresentable
      } else if packedKinds != Self.unrepresentable {
        packedKinds = packedKinds << 4 | UInt32(kind + 1)
      }
      count += 1
      guard kind != 0 else { return }
      guard kind != 1 else {
        offset += 1
        continue
      }
      guard range.upperBound - offset >= 2 else {
        faultOffset = offset
        return
      }
      let length = Int(bytes.byte(at: offset + 1))
      guard length >= 2, length <= range.upperBound - offset else {
        faultOffset = offset
        return
      }
      if kind == 2, length == 4 {
        maximumSegmentSize = bytes.uint16(at: offset + 2)
      } else if kind == 3, length == 3 {
        windowScale = bytes.byte(at: offset + 2)
      }
      offset += length
    }
  }

  /// Reads the two layouts that most SYNs have, without a loop; false leaves any other one unread.
  ///
  /// They are a maximum segment size alone, and Linux's five options: 2-4-8-1-3.
  @inline(__always)
  private mutating func readCommonLayout(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    guard range.count == 4 || range.count == 20 else { return false }
    let start = range.lowerBound
    let first = bytes.uint32(at: start)
    guard first >> 16 == 0x0204 else { return false }
    if range.count == 20 {
      let last = bytes.uint32(at: start + 16)
      guard bytes.uint32(at: start + 4) == 0x0402_080A, last >> 8 == 0x01_0303 else { return false }
      windowScale = UInt8(truncatingIfNeeded: last)
    }
    packedKinds = range.count == 20 ? 0x35924 : 0x3
    maximumSegmentSize = UInt16(truncatingIfNeeded: first)
    return true
  }

  /// The kinds, joined by hyphens: `2-1-3-1-1-4`; `?` when they are unrepresentable.
  public var kinds: String { Self.kinds(packed: packedKinds) }

  /// The text of packed kinds: the reverse of `packedKinds`.
  public static func kinds(packed: UInt32) -> String {
    guard packed != unrepresentable else { return "?" }
    var rest = packed
    var kinds: [String] = []
    while rest != 0 {
      kinds.append(String(rest & 15 - 1))
      rest >>= 4
    }
    return kinds.reversed().joined(separator: "-")
  }
}
