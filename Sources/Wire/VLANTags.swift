/// The VLAN identifiers of a frame's tag stack, outermost first (IEEE 802.1Q, 802.1ad).
public struct VLANTags: Hashable, Sendable {
  /// How many tags the frame has; the identifiers of the first four are kept.
  public private(set) var count = 0
  private var identifiers: UInt64 = 0

  /// A stack without tags.
  public init() {}

  /// Adds the tag whose tag control information is given.
  mutating func append(tagControlInformation: UInt16) {
    if count < 4 {
      identifiers |= UInt64(tagControlInformation & 0x0FFF) << (16 * UInt64(count))
    }
    count += 1
  }
}

extension VLANTags: CustomStringConvertible {
  /// The identifiers, joined by points: `100`, `201.200`, empty without tags.
  public var description: String {
    (0..<min(count, 4)).map { String(identifiers >> (16 * UInt64($0)) & 0xFFFF) }
      .joined(separator: ".")
  }
}
