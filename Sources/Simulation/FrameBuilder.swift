import Wire

/// Turns packets into Ethernet frames, one after another in the same bytes.
struct FrameBuilder {
  /// The frame's bytes; those behind its length are of earlier frames.
  private(set) var bytes = [UInt8](repeating: 0, count: 1024)

  private let traits: [StackTraits]
  private let victimPorts: [[UInt16]]
  private let sensors: [UInt32]
  private var payloads: [UInt16: [UInt8]] = [:]
  private var random = SplitMix64(seed: 0)
  private var process = SplitMix64(seed: 0)

  private static let network = 14
  private static let transport = 34
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

  // MARK: - Transport

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

  // MARK: - Internet and Ethernet

  private mutating func identification(_ traits: StackTraits) -> UInt16 {
    let value = UInt16(truncatingIfNeeded: random.next())
    switch traits.identification {
    case .fixed(let value): return value
    case .randomExcept(let known): return value == known ? known &+ 1 : value
    case .random, .target: return value
    }
  }

  private mutating func buildInternet(
    _ packet: SimulatedPacket,
    protocol number: IPProtocol,
    identification: UInt16,
    end: Int
  ) {
    let traits = traits[packet.population]
    // The number of routers is the same for all packets of a host to a sensor.
    let distance = SplitMix64.mix(UInt64(packet.host.rawValue), UInt64(packet.sensor))
    let hops = UInt8(5 + distance % 20)
    writeInternetHeader(
      at: Self.network,
      length: UInt16(end - Self.network),
      identification: identification,
      dontFragment: traits.dontFragment,
      timeToLive: traits.timeToLive.map { $0 - hops } ?? UInt8(37 + random.below(23)),
      protocol: number,
      source: packet.source.rawValue,
      destination: sensors[packet.sensor]
    )
  }

  private mutating func writeInternetHeader(
    at start: Int,
    length: UInt16,
    identification: UInt16,
    dontFragment: Bool,
    timeToLive: UInt8,
    protocol number: IPProtocol,
    source: UInt32,
    destination: UInt32
  ) {
    write(UInt16(0x4500), at: start)
    write(length, at: start + 2)
    write(identification, at: start + 4)
    write(UInt16(dontFragment ? 0x4000 : 0), at: start + 6)
    bytes[start + 8] = timeToLive
    bytes[start + 9] = number.rawValue
    write(UInt16(0), at: start + 10)
    write(source, at: start + 12)
    write(destination, at: start + 16)
    write(~folded(sum(start..<start + 20)), at: start + 10)
  }

  /// A locally administered address made of the sensor's, and one of its router.
  private mutating func buildEthernet(sensor: UInt32) {
    write(UInt16(0x0200), at: 0)
    write(sensor, at: 2)
    write(UInt16(0x0200), at: 6)
    write(UInt32(1), at: 8)
    write(UInt16(0x0800), at: 12)
  }

  // MARK: - Bytes

  /// The checksum of RFC 1071, for TCP and UDP with the pseudo-header of RFC 9293 §3.1.
  private mutating func writeChecksum(
    at offset: Int,
    to end: Int,
    isOfTransport: Bool,
    protocol number: IPProtocol
  ) {
    var total = sum(Self.transport..<end)
    if isOfTransport {
      total += sum(Self.network + 12..<Self.network + 20)
      total += UInt32(number.rawValue) + UInt32(end - Self.transport)
    }
    let checksum = ~folded(total)
    // 0 says in UDP that there is none (RFC 768).
    write(number == .udp && checksum == 0 ? 0xFFFF : checksum, at: offset)
  }

  private func sum(_ range: Range<Int>) -> UInt32 {
    var total: UInt32 = 0
    var offset = range.lowerBound
    while offset + 1 < range.upperBound {
      total += UInt32(bytes[offset]) << 8 | UInt32(bytes[offset + 1])
      offset += 2
    }
    if offset < range.upperBound { total += UInt32(bytes[offset]) << 8 }
    return total
  }

  private func folded(_ total: UInt32) -> UInt16 {
    let once = (total & 0xFFFF) + (total >> 16)
    return UInt16(truncatingIfNeeded: once + (once >> 16))
  }

  private mutating func write(_ value: UInt16, at offset: Int) {
    bytes[offset] = UInt8(value >> 8)
    bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  private mutating func write(_ value: UInt32, at offset: Int) {
    write(UInt16(value >> 16), at: offset)
    write(UInt16(truncatingIfNeeded: value), at: offset + 2)
  }
}
