/// Which part of a fragmented datagram a packet carries (RFC 791 §3.2, RFC 8200 §4.5).
public struct Fragment: Hashable, Sendable {
  /// The first byte of the part in the datagram.
  ///
  /// Unit: 8 bytes, as in the header. Range: 0...8191.
  public var offset: UInt16
  /// Whether a later part exists.
  public var moreFragments: Bool
  /// What the parts of one datagram have in common; 16 bits of it in IPv4.
  public var identification: UInt32
}
