import Wire

/// Turns packets into Ethernet frames, one after another in the same bytes.
struct FrameBuilder {
  /// The frame's bytes; those behind its length are of earlier frames.
  var bytes = [UInt8](repeating: 0, count: 1024)

  let traits: [StackTraits]
  private let victimPorts: [[UInt16]]
  let sensors: [UInt32]
  private var payloads: [UInt16: [UInt8]] = [:]
  var random = SplitMix64(seed: 0)
  private var process = SplitMix64(seed: 0)

  static let network = 14
  static let transport = 34
  /// The shortest frame on an Ethernet without its check sequence (IEEE 802.3 §3.2.7).
  private static let shortest = 60

  init(_ scenario: Scenario) {
    traits = scenario.populations.map { StackTraits($0.headers) }
    victimPorts = scenario.populations.map(\.victimPorts)
    sensors = scenario.sensors.map(\.address.rawValue)
  }

  /// Builds a packet's frame at the front of `bytes`.
  ///
  /// - Returns: The frame's length.
  mutating func build(_ packet: SimulatedPacket) -> Int {
    random = SplitMix64(seed: packet.nonce)
    process = SplitMix64(seed: packet.process)
    let end: Int
    switch packet.traffic {
    case .tcp: end = buildSYN(packet)
    case .udp: end = buildRequest(packet)
    case .echo: end = buildEcho(packet, type: 8)
    case .echoReply: end = buildEcho(packet, type: 0)
    case .gre: end = buildTunnel(packet)
    case .synAck: end = buildAnswer(packet, flags: 0x12)
    case .reset: end = buildAnswer(packet, flags: 0x14)
    case .unreachable: end = buildUnreachable(packet)
    }
    buildEthernet(sensor: sensors[packet.sensor])
    for offset in min(end, Self.shortest)..<Self.shortest { bytes[offset] = 0 }
    return max(end, Self.shortest)
  }

  private mutating func buildSYN(_ packet: SimulatedPacket) -> Int {
    let traits = traits[packet.population]
    let destination = sensors[packet.sensor]
    let window = UInt16(truncatingIfNeeded: process.next())
    let processPort = process.port(in: traits.sourcePorts)
    let packetPort = random.port(in: traits.sourcePorts)
    let sequenceNumber: UInt32 =
      switch traits.sequenceNumber {
      case nil: destination
      case .packet: UInt32(truncatingIfNeeded: random.next())
      case .process: UInt32(truncatingIfNeeded: process.next())
      }
    for (index, byte) in traits.options.enumerated() {
      bytes[Self.transport + 20 + index] = byte
    }
    if let offset = traits.timestampOffset {
      write(UInt32(truncatingIfNeeded: random.next()), at: Self.transport + 20 + offset)
    }
    let identification: UInt16 =
      switch traits.identification {
      case .target:
        UInt16(truncatingIfNeeded: destination ^ UInt32(packet.port) ^ sequenceNumber)
      default: identification(traits)
      }
    return buildTCP(
      packet,
      sourcePort: traits.sourcePortScope == .process ? processPort : packetPort,
      sequenceNumber: sequenceNumber,
      acknowledgment: 0,
      flags: 0x02,
      window: traits.window ?? window,
      optionLength: traits.options.count,
      identification: identification
    )
  }

  private mutating func buildAnswer(_ packet: SimulatedPacket, flags: UInt8) -> Int {
    let isReset = flags & 0x04 != 0
    let acknowledgment = UInt32(truncatingIfNeeded: random.next())
    let sequenceNumber = isReset ? 0 : UInt32(truncatingIfNeeded: random.next())
    let options = isReset ? [] : StackTraits.maximumSegmentSize
    for (index, byte) in options.enumerated() { bytes[Self.transport + 20 + index] = byte }
    return buildTCP(
      packet,
      sourcePort: victimPort(packet),
      sequenceNumber: sequenceNumber,
      acknowledgment: acknowledgment,
      flags: flags,
      window: isReset ? 0 : 64240,
      optionLength: options.count,
      identification: 0
    )
  }

  private mutating func buildTCP(
    _ packet: SimulatedPacket,
    sourcePort: UInt16,
    sequenceNumber: UInt32,
    acknowledgment: UInt32,
    flags: UInt8,
    window: UInt16,
    optionLength: Int,
    identification: UInt16
  ) -> Int {
    let end = Self.transport + 20 + optionLength
    write(sourcePort, at: Self.transport)
    write(packet.port, at: Self.transport + 2)
    write(sequenceNumber, at: Self.transport + 4)
    write(acknowledgment, at: Self.transport + 8)
    bytes[Self.transport + 12] = UInt8((20 + optionLength) / 4) << 4
    bytes[Self.transport + 13] = flags
    write(window, at: Self.transport + 14)
    write(UInt32(0), at: Self.transport + 16)
    buildInternet(packet, protocol: .tcp, identification: identification, end: end)
    writeChecksum(at: Self.transport + 16, to: end, isOfTransport: true, protocol: .tcp)
    return end
  }

  private mutating func buildRequest(_ packet: SimulatedPacket) -> Int {
    let traits = traits[packet.population]
    let sourcePort = random.port(in: traits.sourcePorts)
    let identification = identification(traits)
    let payload =
      payloads[packet.port]
      ?? {
        let payload = ProbePayload(port: packet.port).bytes
        payloads[packet.port] = payload
        return payload
      }()
    for (index, byte) in payload.enumerated() { bytes[Self.transport + 8 + index] = byte }
    let end = Self.transport + 8 + payload.count
    write(sourcePort, at: Self.transport)
    write(packet.port, at: Self.transport + 2)
    write(UInt16(8 + payload.count), at: Self.transport + 4)
    write(UInt16(0), at: Self.transport + 6)
    buildInternet(packet, protocol: .udp, identification: identification, end: end)
    writeChecksum(at: Self.transport + 6, to: end, isOfTransport: true, protocol: .udp)
    return end
  }

  private mutating func buildEcho(_ packet: SimulatedPacket, type: UInt8) -> Int {
    let identification = type == 8 ? identification(traits[packet.population]) : 0
    let end = Self.transport + 8 + 56
    bytes[Self.transport] = type
    bytes[Self.transport + 1] = 0
    write(UInt16(0), at: Self.transport + 2)
    write(UInt32(truncatingIfNeeded: random.next()), at: Self.transport + 4)
    for index in 0..<56 { bytes[Self.transport + 8 + index] = UInt8(index) }
    buildInternet(packet, protocol: .icmp, identification: identification, end: end)
    writeChecksum(at: Self.transport + 2, to: end, isOfTransport: false, protocol: .icmp)
    return end
  }

  /// ICMP type 3 code 1 (RFC 792): a router quotes the header and 8 bytes of a forged SYN.
  private mutating func buildUnreachable(_ packet: SimulatedPacket) -> Int {
    let quoted = Self.transport + 8
    let end = quoted + 28
    bytes[Self.transport] = 3
    bytes[Self.transport + 1] = 1
    write(UInt16(0), at: Self.transport + 2)
    write(UInt32(0), at: Self.transport + 4)
    writeInternetHeader(
      at: quoted,
      length: 40,
      identification: UInt16(truncatingIfNeeded: random.next()),
      dontFragment: true,
      timeToLive: 1,
      protocol: .tcp,
      source: sensors[packet.sensor],
      destination: packet.host.rawValue
    )
    write(random.port(in: 1024...65535), at: quoted + 20)
    write(victimPort(packet), at: quoted + 22)
    write(UInt32(truncatingIfNeeded: random.next()), at: quoted + 24)
    buildInternet(packet, protocol: .icmp, identification: 0, end: end)
    writeChecksum(at: Self.transport + 2, to: end, isOfTransport: false, protocol: .icmp)
    return end
  }

  /// GRE without options (RFC 2784 §2) around an empty UDP datagram from a forged address.
  private mutating func buildTunnel(_ packet: SimulatedPacket) -> Int {
    let inner = Self.transport + 4
    let end = inner + 28
    let identification = identification(traits[packet.population])
    write(UInt16(0), at: Self.transport)
    write(UInt16(0x0800), at: Self.transport + 2)
    writeInternetHeader(
      at: inner,
      length: 28,
      identification: UInt16(truncatingIfNeeded: random.next()),
      dontFragment: true,
      timeToLive: 64,
      protocol: .udp,
      source: UInt32(truncatingIfNeeded: random.next()),
      destination: sensors[packet.sensor]
    )
    write(random.port(in: 1024...65535), at: inner + 20)
    write(random.port(in: 1024...65535), at: inner + 22)
    write(UInt32(8 << 16), at: inner + 24)
    buildInternet(packet, protocol: .gre, identification: identification, end: end)
    return end
  }

  private mutating func victimPort(_ packet: SimulatedPacket) -> UInt16 {
    let ports = victimPorts[packet.population]
    return ports[Int(truncatingIfNeeded: random.below(UInt64(ports.count)))]
  }
}
