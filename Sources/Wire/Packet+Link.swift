/// From the first byte of a frame to its network header.
extension Packet {
  mutating func decodeLink(_ linkType: LinkType, _ bytes: RawSpan) {
    switch linkType {
    case .ethernet:
      decodeEthernet(bytes)
    case .raw, LinkType(rawValue: 12), LinkType(rawValue: 14):
      guard enter(.raw, at: 0) else { return }
      decodeByVersion(bytes, at: 0, layer: .raw)
    case .ipv4:
      decodeIPv4(bytes, at: 0)
    case .ipv6:
      decodeIPv6(bytes, at: 0)
    case .linuxSLL:
      guard enter(.linuxSLL, at: 0), header(16, of: .linuxSLL, at: 0, bytes) else { return }
      decodeTypeOrLength(bytes.uint16(at: 14), bytes, at: 16)
    case .linuxSLL2:
      guard enter(.linuxSLL, at: 0), header(20, of: .linuxSLL, at: 0, bytes) else { return }
      decodeTypeOrLength(bytes.uint16(at: 0), bytes, at: 20)
    case .null, .loop:
      decodeLoopback(bytes)
    case .ppp, .pppHDLC:
      decodePPPOrHDLC(bytes)
    case .ciscoHDLC:
      decodeCiscoHDLC(bytes)
    case .pppoe:
      decodePPPoE(bytes, at: 0)
    default:
      anomalies.append(
        Anomaly(
          layer: .unknownLink,
          rule: .unknownLinkType,
          offset: 0,
          needed: 0,
          had: Int(linkType.rawValue)
        )
      )
    }
  }

  private mutating func header(
    _ count: Int,
    of layer: Layer,
    at offset: Int,
    _ bytes: RawSpan
  )
    -> Bool
  {
    require(
      count,
      of: layer,
      at: offset,
      before: bytes.byteCount,
      frameEnd: bytes.byteCount
    )
  }

  /// Ethernet (IEEE 802.3 §3.1): two addresses of six bytes, then type or length.
  private mutating func decodeEthernet(_ bytes: RawSpan) {
    guard enter(.ethernet, at: 0), header(14, of: .ethernet, at: 0, bytes) else { return }
    decodeTypeOrLength(bytes.uint16(at: 12), bytes, at: 14)
  }

  /// From 0x0600 a type, up to 1500 the length of an LLC frame, nothing between (IEEE 802.3 §3.2.6).
  private mutating func decodeTypeOrLength(_ value: UInt16, _ bytes: RawSpan, at offset: Int) {
    if value >= 0x0600 {
      guard enter(.etherType, at: offset) else { return }
      decodeEtherType(EtherType(rawValue: value), bytes, at: offset)
    } else if value <= 1500 {
      decodeLLC(bytes, at: offset)
    } else {
      payload = offset..<bytes.byteCount
    }
  }

  /// LLC (IEEE 802.2), entered only for SNAP with an EtherType (RFC 1042).
  private mutating func decodeLLC(_ bytes: RawSpan, at offset: Int) {
    guard enter(.llc, at: offset), header(3, of: .llc, at: offset, bytes) else { return }
    guard bytes.uint16(at: offset) == 0xAAAA, bytes.byte(at: offset + 2) == 3,
      header(8, of: .llc, at: offset, bytes),
      bytes.uint16(at: offset + 3) == 0, bytes.byte(at: offset + 5) == 0
    else { return }
    decodeEtherType(EtherType(rawValue: bytes.uint16(at: offset + 6)), bytes, at: offset + 8)
  }

  private mutating func decodeEtherType(_ type: EtherType, _ bytes: RawSpan, at offset: Int) {
    switch type {
    case .ipv4: decodeIPv4(bytes, at: offset)
    case .ipv6: decodeIPv6(bytes, at: offset)
    case .vlan, .formerServiceVLAN: decodeVLAN(.vlan, bytes, at: offset)
    case .serviceVLAN: decodeVLAN(.serviceVLAN, bytes, at: offset)
    case .mpls, .mplsUpstream: decodeMPLS(bytes, at: offset)
    case .pppoeSession: decodePPPoE(bytes, at: offset)
    default: payload = offset..<bytes.byteCount
    }
  }

  /// A tag (IEEE 802.1Q §9.6): control information, then the type of what follows.
  private mutating func decodeVLAN(_ layer: Layer, _ bytes: RawSpan, at offset: Int) {
    guard enter(layer, at: offset), header(4, of: layer, at: offset, bytes) else { return }
    vlanTags.append(tagControlInformation: bytes.uint16(at: offset))
    decodeTypeOrLength(bytes.uint16(at: offset + 2), bytes, at: offset + 4)
  }

  /// A label stack (RFC 3032 §2.1); what follows its bottom is told by the first nibble (RFC 4928 §2).
  private mutating func decodeMPLS(_ bytes: RawSpan, at start: Int) {
    guard enter(.mpls, at: start) else { return }
    var offset = start
    repeat {
      guard header(4, of: .mpls, at: offset, bytes) else { return }
      offset += 4
    } while bytes.byte(at: offset - 2) & 1 == 0
    guard offset < bytes.byteCount else { return }
    switch bytes.byte(at: offset) >> 4 {
    case 4: decodeIPv4(bytes, at: offset)
    case 6: decodeIPv6(bytes, at: offset)
    default: payload = offset..<bytes.byteCount
    }
  }

  /// A session packet (RFC 2516 §4): version and type, code, session, length, then PPP.
  private mutating func decodePPPoE(_ bytes: RawSpan, at offset: Int) {
    guard enter(.pppoe, at: offset), header(6, of: .pppoe, at: offset, bytes) else { return }
    guard enter(.ppp, at: offset + 6) else { return }
    decodePPPProtocol(bytes, at: offset + 6)
  }

  /// PPP with or without address and control field, or Cisco HDLC in the same link types (RFC 1662 §3.1).
  private mutating func decodePPPOrHDLC(_ bytes: RawSpan) {
    guard header(2, of: .ppp, at: 0, bytes) else { return }
    let start = bytes.uint16(at: 0)
    if start == 0x0F00 || start == 0x8F00 {
      decodeCiscoHDLC(bytes)
    } else {
      guard enter(.ppp, at: 0) else { return }
      decodePPPProtocol(bytes, at: start == 0xFF03 ? 2 : 0)
    }
  }

  /// The protocol field, one byte when its lowest bit is set (RFC 1661 §2).
  private mutating func decodePPPProtocol(_ bytes: RawSpan, at offset: Int) {
    guard header(1, of: .ppp, at: offset, bytes) else { return }
    let isCompressed = bytes.byte(at: offset) & 1 == 1
    guard header(isCompressed ? 1 : 2, of: .ppp, at: offset, bytes) else { return }
    let number = isCompressed ? UInt16(bytes.byte(at: offset)) : bytes.uint16(at: offset)
    let next = offset + (isCompressed ? 1 : 2)
    switch number {
    case 0x0021: decodeIPv4(bytes, at: next)
    case 0x0057: decodeIPv6(bytes, at: next)
    case 0x0281, 0x0283: decodeMPLS(bytes, at: next)
    default: payload = next..<bytes.byteCount
    }
  }

  /// Address, control, then an EtherType.
  private mutating func decodeCiscoHDLC(_ bytes: RawSpan) {
    guard enter(.ciscoHDLC, at: 0), header(4, of: .ciscoHDLC, at: 0, bytes) else { return }
    decodeEtherType(EtherType(rawValue: bytes.uint16(at: 2)), bytes, at: 4)
  }

  /// A protocol family of four bytes, in the byte order of whoever wrote the capture.
  ///
  /// AF_INET is 2 everywhere; AF_INET6 is 10 (Linux), 24 (NetBSD, OpenBSD), 28 (FreeBSD) or 30
  /// (Darwin): the values that the link type registry lists.
  private mutating func decodeLoopback(_ bytes: RawSpan) {
    guard enter(.null, at: 0), header(4, of: .null, at: 0, bytes) else { return }
    let number = bytes.uint32(at: 0)
    switch number <= 0xFFFF ? number : number.byteSwapped {
    case 2: decodeIPv4(bytes, at: 4)
    case 10, 24, 28, 30: decodeIPv6(bytes, at: 4)
    default: payload = 4..<bytes.byteCount
    }
  }

  /// The version is the first nibble.
  private mutating func decodeByVersion(_ bytes: RawSpan, at offset: Int, layer: Layer) {
    guard header(1, of: layer, at: offset, bytes) else { return }
    let version = bytes.byte(at: offset) >> 4
    switch version {
    case 4: decodeIPv4(bytes, at: offset)
    case 6: decodeIPv6(bytes, at: offset)
    default:
      anomalies.append(
        Anomaly(
          layer: layer,
          rule: .invalidVersion,
          offset: offset,
          needed: 4,
          had: Int(version)
        )
      )
    }
  }
}
