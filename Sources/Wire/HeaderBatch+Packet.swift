/// From a packet that was read with every rule to its columns.
extension HeaderBatch {
  /// The long way: all columns from a packet that was read with every rule.
  mutating func store(_ packet: Packet, _ bytes: RawSpan, at place: Int) {
    let version: UInt32
    switch packet.network {
    case .ipv4(let header):
      version = 4
      set(.source, place, header.source.rawValue)
      set(.destination, place, header.destination.rawValue)
      set(.identification, place, UInt32(header.identification))
      set(.timeToLive, place, UInt32(header.timeToLive))
      set(.fragmentation, place, UInt32(header.flagsAndFragmentOffset))
    case .ipv6(let header):
      version = 6
      set(.source, place, 0)
      set(.destination, place, 0)
      set(.identification, place, 0)
      set(.timeToLive, place, UInt32(header.hopLimit))
      set(.fragmentation, place, 0)
      wideSources[place] = header.source.rawValue
      wideDestinations[place] = header.destination.rawValue
    case nil:
      preconditionFailure("a packet without network header is refused before")
    }
    let number = packet.protocol ?? .ipv6NoNextHeader
    var shape = version << 24 | UInt32(number.rawValue) << 16
    var label = 0x2_0000 | UInt32(number == .icmpv6 ? 1 : number.rawValue)
    let cut = if case .cut(let header) = packet.transport { header } else { CutTransport?.none }
    var icmp: UInt32 = 0
    if number == .icmp || number == .icmpv6 {
      // A type that is missing must not be read as 0, which is an echo reply.
      let type = packet.icmp?.type ?? cut?.type ?? .max
      icmp = UInt32(type) << 8 | UInt32(packet.icmp?.code ?? cut?.code ?? .max)
    }
    storeWithoutTCP(
      at: place,
      icmp: icmp,
      payloadLength: cut == nil ? packet.payload.count : 0
    )
    if number == .tcp || number == .udp, let source = packet.sourcePort,
      let target = packet.targetPort
    {
      set(.ports, place, UInt32(target) << 16 | UInt32(source))
      label = UInt32(target) | (number == .udp ? 0x1_0000 : 0)
    } else {
      set(.ports, place, 0)
    }
    if number == .tcp, let tcp = packet.tcp {
      shape |= UInt32(tcp.flags.rawValue)
      set(.sequence, place, tcp.sequenceNumber)
      set(.acknowledgement, place, tcp.acknowledgementNumber)
      set(.window, place, UInt32(tcp.window))
      store(packet.tcpOptions, at: place)
    }
    if number == .udp {
      // Where there is no header, zeros take the place of an earlier packet's bytes.
      storePayload(bytes, packet.udp == nil ? 0..<0 : packet.payload, at: place)
    }
    set(.shape, place, shape)
    set(.label, place, label)
  }
}
