/// From the network header to the transport header.
extension Packet {
  /// IPv4 (RFC 791 §3.1).
  mutating func decodeIPv4(_ bytes: RawSpan, at offset: Int) {
    let frameEnd = bytes.byteCount
    guard enter(.ipv4, at: offset),
      require(
        IPv4Header.minimumLength,
        of: .ipv4,
        at: offset,
        before: frameEnd,
        frameEnd: frameEnd
      )
    else { return }
    let version = Int(bytes.byte(at: offset) >> 4)
    guard version == 4 else {
      note(.invalidVersion, .ipv4, at: offset, needed: 4, had: version)
      return
    }
    let header = IPv4Header(decoding: bytes, at: offset)
    network = .ipv4(header)
    fragment = header.fragment
    `protocol` = header.protocol
    guard header.headerLength >= IPv4Header.minimumLength else {
      note(
        .invalidHeaderLength,
        .ipv4,
        at: offset,
        needed: IPv4Header.minimumLength,
        had: header.headerLength
      )
      return
    }
    var end = frameEnd
    if header.totalLength != 0 {
      guard Int(header.totalLength) >= header.headerLength else {
        note(
          .invalidTotalLength,
          .ipv4,
          at: offset,
          needed: header.headerLength,
          had: Int(header.totalLength)
        )
        return
      }
      end = min(end, offset + Int(header.totalLength))
    }
    guard
      require(
        header.headerLength,
        of: .ipv4,
        at: offset,
        before: frameEnd,
        frameEnd: frameEnd
      )
    else { return }
    decodeTransport(
      header.protocol,
      bytes,
      at: offset + header.headerLength,
      end: end
    )
  }

  /// IPv6 with its chain of extension headers (RFC 8200 §3, §4).
  mutating func decodeIPv6(_ bytes: RawSpan, at offset: Int) {
    let frameEnd = bytes.byteCount
    guard enter(.ipv6, at: offset),
      require(IPv6Header.length, of: .ipv6, at: offset, before: frameEnd, frameEnd: frameEnd)
    else { return }
    let version = Int(bytes.byte(at: offset) >> 4)
    guard version == 6 else {
      note(.invalidVersion, .ipv6, at: offset, needed: 6, had: version)
      return
    }
    let header = IPv6Header(decoding: bytes, at: offset)
    network = .ipv6(header)
    let start = offset + IPv6Header.length
    let end =
      header.payloadLength == 0 ? frameEnd : min(frameEnd, start + Int(header.payloadLength))
    decodeExtensionHeaders(header.nextHeader, bytes, at: start, end: end)
  }

  private mutating func decodeExtensionHeaders(
    _ first: IPProtocol,
    _ bytes: RawSpan,
    at start: Int,
    end: Int
  ) {
    let frameEnd = bytes.byteCount
    var next = first
    var offset = start
    `protocol` = first
    while true {
      guard let layer = Layer(extensionHeader: next) else { break }
      layers.append(layer)
      if offset < end {
        next = IPProtocol(rawValue: bytes.byte(at: offset))
        `protocol` = next
      }
      guard require(8, of: layer, at: offset, before: end, frameEnd: frameEnd) else { return }
      let length: Int
      switch layer {
      case .fragment:
        let field = bytes.uint16(at: offset + 2)
        fragment = Fragment(
          offset: field >> 3,
          moreFragments: field & 1 == 1,
          identification: bytes.uint32(at: offset + 4)
        )
        length = 8
      case .ah:
        length = (Int(bytes.byte(at: offset + 1)) + 2) * 4
      default:
        length = (Int(bytes.byte(at: offset + 1)) + 1) * 8
      }
      guard require(length, of: layer, at: offset, before: end, frameEnd: frameEnd) else { return }
      offset += length
      if let fragment, fragment.offset != 0 { break }
    }
    decodeTransport(next, bytes, at: offset, end: end)
  }

  mutating func note(
    _ rule: Anomaly.Rule,
    _ layer: Layer,
    at offset: Int,
    needed: Int,
    had: Int
  ) {
    anomalies.append(
      Anomaly(layer: layer, rule: rule, offset: offset, needed: needed, had: had)
    )
  }
}

extension Layer {
  /// The layer of an IPv6 extension header that leads to another header; nil ends the chain.
  init?(extensionHeader number: IPProtocol) {
    switch number {
    case .hopByHopOptions: self = .hopByHopOptions
    case .ipv6Routing: self = .routing
    case .ipv6Fragment: self = .fragment
    case .ipv6DestinationOptions: self = .destinationOptions
    case .ah: self = .ah
    default: return nil
    }
  }
}
