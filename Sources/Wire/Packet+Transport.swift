/// The transport header, its options and the packet that an ICMP error quotes.
extension Packet {
  mutating func decodeTransport(
    _ number: IPProtocol,
    _ bytes: RawSpan,
    at offset: Int,
    end: Int
  ) {
    let start = min(offset, end)
    payload = start..<end
    if let fragment, fragment.offset != 0 { return }
    switch number {
    case .tcp: decodeTCP(bytes, at: start, end: end)
    case .udp: decodeUDP(bytes, at: start, end: end)
    case .icmp: decodeICMP(.icmp, bytes, at: start, end: end)
    case .icmpv6: decodeICMP(.icmpv6, bytes, at: start, end: end)
    case .ah: decodeAuthentication(bytes, at: start, end: end)
    case .igmp: layers.append(.igmp)
    case .gre: layers.append(.gre)
    case .esp: layers.append(.esp)
    case .sctp: layers.append(.sctp)
    default: break
    }
  }

  /// TCP (RFC 9293 §3.1).
  private mutating func decodeTCP(_ bytes: RawSpan, at offset: Int, end: Int) {
    let frameEnd = bytes.byteCount
    layers.append(.tcp)
    guard
      require(
        TCPHeader.minimumLength,
        of: .tcp,
        at: offset,
        before: end,
        frameEnd: frameEnd
      )
    else {
      transport = .cut(
        CutTransport(decoding: bytes, at: offset, end: end, protocol: .tcp)
      )
      return
    }
    let header = TCPHeader(decoding: bytes, at: offset)
    transport = .tcp(header)
    payload = offset + TCPHeader.minimumLength..<end
    guard header.headerLength >= TCPHeader.minimumLength else {
      note(
        .invalidHeaderLength,
        .tcp,
        at: offset,
        needed: TCPHeader.minimumLength,
        had: header.headerLength
      )
      return
    }
    let isWhole = require(
      header.headerLength,
      of: .tcp,
      at: offset,
      before: end,
      frameEnd: frameEnd
    )
    let optionsEnd = isWhole ? offset + header.headerLength : end
    tcpOptionBytes = offset + TCPHeader.minimumLength..<optionsEnd
    tcpOptions = TCPOptions(decoding: bytes, in: tcpOptionBytes)
    payload = optionsEnd..<end
    if let fault = tcpOptions.faultOffset, isWhole {
      let had = optionsEnd - fault >= 2 ? Int(bytes.byte(at: fault + 1)) : 1
      note(.invalidOption, .tcp, at: fault, needed: 2, had: had)
    }
  }

  /// UDP (RFC 768).
  private mutating func decodeUDP(_ bytes: RawSpan, at offset: Int, end: Int) {
    layers.append(.udp)
    guard
      require(
        UDPHeader.length,
        of: .udp,
        at: offset,
        before: end,
        frameEnd: bytes.byteCount
      )
    else {
      transport = .cut(
        CutTransport(decoding: bytes, at: offset, end: end, protocol: .udp)
      )
      return
    }
    let header = UDPHeader(decoding: bytes, at: offset)
    transport = .udp(header)
    payload = offset + UDPHeader.length..<end
    if (1..<8).contains(header.datagramLength) {
      note(
        .invalidTotalLength,
        .udp,
        at: offset,
        needed: UDPHeader.length,
        had: Int(header.datagramLength)
      )
    }
  }

  /// ICMP (RFC 792) and ICMPv6 (RFC 4443).
  private mutating func decodeICMP(
    _ number: IPProtocol,
    _ bytes: RawSpan,
    at offset: Int,
    end: Int
  ) {
    let layer: Layer = number == .icmp ? .icmp : .icmpv6
    layers.append(layer)
    guard
      require(
        ICMPHeader.length,
        of: layer,
        at: offset,
        before: end,
        frameEnd: bytes.byteCount
      )
    else {
      transport = .cut(
        CutTransport(decoding: bytes, at: offset, end: end, protocol: number)
      )
      return
    }
    let header = ICMPHeader(decoding: bytes, at: offset)
    payload = offset + ICMPHeader.length..<end
    if number == .icmp {
      transport = .icmp(header)
      if ICMPHeader.quotes(icmpType: header.type) { decodeQuoted(bytes) }
    } else {
      transport = .icmpv6(header)
      if ICMPHeader.quotes(icmpv6Type: header.type) { decodeQuoted(bytes) }
    }
  }

  /// Reads the packet in an ICMP error as a packet of its own; its faults are not this packet's.
  private mutating func decodeQuoted(_ bytes: RawSpan) {
    guard !isQuoted else { return }
    let inner = Packet(quotedIn: bytes.extracting(payload))
    guard let source = inner.source, let destination = inner.destination,
      let number = inner.protocol
    else { return }
    quoted = QuotedPacket(
      source: source,
      destination: destination,
      protocol: number,
      sourcePort: inner.sourcePort,
      targetPort: inner.targetPort
    )
  }

  /// An authentication header in IPv4 leads to the header that it protects (RFC 4302 §2).
  ///
  /// The packet's protocol stays AH: that is what the network carried.
  private mutating func decodeAuthentication(_ bytes: RawSpan, at offset: Int, end: Int) {
    guard enter(.ah, at: offset),
      require(12, of: .ah, at: offset, before: end, frameEnd: bytes.byteCount)
    else { return }
    let length = (Int(bytes.byte(at: offset + 1)) + 2) * 4
    guard require(length, of: .ah, at: offset, before: end, frameEnd: bytes.byteCount)
    else { return }
    let next = IPProtocol(rawValue: bytes.byte(at: offset))
    decodeTransport(next, bytes, at: offset + length, end: end)
  }
}
