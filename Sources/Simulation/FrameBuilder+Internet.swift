import Wire

/// The layers that all packets share: Ethernet, IPv4 (RFC 791) and their checksums.
extension FrameBuilder {
  mutating func identification(_ traits: StackTraits) -> UInt16 {
    let value = UInt16(truncatingIfNeeded: random.next())
    switch traits.identification {
    case .fixed(let value): return value
    case .randomExcept(let known): return value == known ? known &+ 1 : value
    case .random, .target: return value
    }
  }

  mutating func buildInternet(
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

  mutating func writeInternetHeader(
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
  mutating func buildEthernet(sensor: UInt32) {
    write(UInt16(0x0200), at: 0)
    write(sensor, at: 2)
    write(UInt16(0x0200), at: 6)
    write(UInt32(1), at: 8)
    write(UInt16(0x0800), at: 12)
  }

  /// The checksum of RFC 1071, for TCP and UDP with the pseudo-header of RFC 9293 §3.1.
  mutating func writeChecksum(
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

  mutating func write(_ value: UInt16, at offset: Int) {
    bytes[offset] = UInt8(value >> 8)
    bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  mutating func write(_ value: UInt32, at offset: Int) {
    write(UInt16(value >> 16), at: offset)
    write(UInt16(truncatingIfNeeded: value), at: offset + 2)
  }
}
