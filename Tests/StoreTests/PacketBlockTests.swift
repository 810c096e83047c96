import Schema
import Store
import Testing
import Wire

@Suite("Blocks of packets in Native format")
struct PacketBlockTests {
  private static let day = CivilDay(number: 19_919)  // 2024-07-15

  /// A SYN to 23/TCP, 0.25 s into 09:42:00.
  private static var probe: PacketRow {
    var row = PacketRow(
      timestamp: day.start + (9 * 3600 + 42 * 60) * 1_000_000_000 + 250_000_000,
      sensor: "tokyo-1",
      sequence: 0x8001_0203_0405_0607,
      source: .v4(IPv4Address(192, 0, 2, 1)),
      target: .v4(IPv4Address(203, 0, 113, 9)),
      protocol: .tcp,
      ports: PacketRow.Ports(source: 40_000, target: 23)
    )
    row.tcpFlags = 0x802
    row.tcpWindow = 1024
    row.tcpSequence = 0xCB00_7109
    row.identification = 54_321
    row.timeToLive = 47
    row.length = 60
    row.tcpOptions = "2:1460:"
    row.region = Region(rawValue: 0x4252)
    row.network = 64_500
    row.trafficClass = .scan
    row.tags = ["mirai"]
    row.hints = ["zmap-ipid", "masscan"]
    return row
  }

  /// An echo request over IPv6 whose code was cut off, with nothing known about its source.
  private static var echo: PacketRow {
    var row = PacketRow(
      timestamp: day.start,
      sensor: "lima-1",
      sequence: 7,
      source: .v6(IPv6Address(rawValue: 0x2001_0DB8 << 96 | 1)),
      target: .v6(IPv6Address(rawValue: 0x2001_0DB8 << 96 | 2)),
      protocol: .icmpv6
    )
    row.icmpTypeCode = 0x80FF
    row.anomalies = ["icmpv6:cut"]
    return row
  }

  private static func head(_ name: String, _ type: String) -> [UInt8] {
    [UInt8(name.utf8.count)] + name.utf8 + [UInt8(type.utf8.count)] + type.utf8
  }

  @Test("One packet, byte by byte")
  func onePacket() {
    var block = PacketBlock(day: Self.day)
    block.append(Self.probe)
    var bytes: [UInt8] = []
    block.encode(into: &bytes)
    let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
    let one: [UInt8] = [1, 0, 0, 0, 0, 0, 0, 0]
    let classes = "Enum8('scan' = 0, 'backscatter' = 1, 'amplification-request' = 2, 'other' = 3)"
    // 19,919 days and 34,920 s are 1,721,036,520 s = 0x6694EEE8; 250,000,000 = 0x0EE6B280.
    var expected: [UInt8] = [24, 1]
    expected += Self.head("time", "DateTime('UTC')") + [0xE8, 0xEE, 0x94, 0x66]
    expected += Self.head("nanosecond", "UInt32") + [0x80, 0xB2, 0xE6, 0x0E]
    expected += Self.head("sensor", "String") + [7] + Array("tokyo-1".utf8)
    expected += Self.head("sequence", "UInt64") + [7, 6, 5, 4, 3, 2, 1, 0x80]
    expected += Self.head("source", "FixedString(16)") + mapped + [192, 0, 2, 1]
    expected += Self.head("target", "FixedString(16)") + mapped + [203, 0, 113, 9]
    expected += Self.head("protocol", "UInt8") + [6]
    expected += Self.head("has_ports", "UInt8") + [1]
    expected += Self.head("source_port", "UInt16") + [0x40, 0x9C]
    expected += Self.head("target_port", "UInt16") + [23, 0]
    expected += Self.head("icmp_type_code", "UInt16") + [0, 0]
    expected += Self.head("tcp_flags", "UInt16") + [2, 8]
    expected += Self.head("tcp_window", "UInt16") + [0, 4]
    expected += Self.head("tcp_sequence", "UInt32") + [0x09, 0x71, 0x00, 0xCB]
    expected += Self.head("identification", "UInt16") + [0x31, 0xD4]
    expected += Self.head("ttl", "UInt8") + [47]
    expected += Self.head("length", "UInt32") + [60, 0, 0, 0]
    expected += Self.head("tcp_options", "String") + [7] + Array("2:1460:".utf8)
    expected += Self.head("region", "FixedString(2)") + Array("BR".utf8)
    expected += Self.head("network", "UInt32") + [0xF4, 0xFB, 0, 0]
    expected += Self.head("class", classes) + [0]
    expected += Self.head("tags", "Array(String)") + one + [5] + Array("mirai".utf8)
    expected += Self.head("hints", "Array(String)") + [2, 0, 0, 0, 0, 0, 0, 0]
    expected += [9] + Array("zmap-ipid".utf8) + [7] + Array("masscan".utf8)
    expected += Self.head("anomalies", "Array(String)") + [0, 0, 0, 0, 0, 0, 0, 0]
    #expect(bytes == expected)
  }

  @Test("The fast encoder and the general one make the same bytes of the same rows")
  func generalEncoder() {
    var fast = PacketBlock(day: Self.day)
    var general = NativeBlock(.packets)
    for row in [Self.probe, Self.echo, Self.probe, Self.echo, Self.echo] {
      fast.append(row)
      general.append(row.values)
    }
    var bytes: [UInt8] = []
    fast.encode(into: &bytes)
    #expect(bytes == general.bytes)
  }

  @Test("Columns that are filled in bulk make the bytes of the same rows")
  func bulk() {
    let rows = (0..<300).map { index in
      var row = Self.probe
      row.timestamp = Self.day.start + Int64(index) * 287_999_999_999
      row.source = .v4(IPv4Address(rawValue: UInt32(index) << 24 | 9))
      row.ports = PacketRow.Ports(source: UInt16(index * 200), target: UInt16(index))
      row.tags = index % 3 == 0 ? ["mirai"] : []
      return row
    }
    var expected = PacketBlock(day: Self.day)
    for row in rows { expected.append(row) }

    var block = PacketBlock(day: Self.day, capacity: 300)
    let mirai = block.words.number(of: ["mirai"])
    // What stands above the low bits of a wide column is not the value's.
    let ports = rows.map { UInt32($0.ports?.source ?? 0) | 0xABCD_0000 }
    let targetPorts = (0..<300).map { UInt16($0) }
    let sources = (0..<300).map { UInt32($0) << 24 | 9 }
    let tags = (0..<300).map { $0 % 3 == 0 ? mirai : WordPool.none }
    let times = rows.map(\.timestamp)
    block.append(times: times.span)
    block.sensors.append(repeating: block.words.number(of: "tokyo-1"), count: 300)
    block.sequences.append(repeating: 0x8001_0203_0405_0607, count: 300)
    block.sources.append(mapping: sources.span)
    block.targets.append(repeating: 0xFFFF_CB00_7109, count: 300)
    block.protocols.append(repeating: 6, count: 300)
    block.hasPorts.append(repeating: 1, count: 300)
    block.sourcePorts.append(truncating: ports.span)
    block.targetPorts.append(targetPorts.span)
    block.icmpTypeCodes.append(repeating: 0, count: 300)
    block.tcpFlags.append(repeating: 0x802, count: 300)
    block.tcpWindows.append(repeating: 1024, count: 300)
    block.tcpSequences.append(repeating: 0xCB00_7109, count: 300)
    block.identifications.append(repeating: 54_321, count: 300)
    block.timesToLive.append(repeating: 47, count: 300)
    block.lengths.append(repeating: 60, count: 300)
    block.tcpOptions.append(repeating: block.words.number(of: "2:1460:"), count: 300)
    block.regions.append(repeating: 0x4252, count: 300)
    block.networks.append(repeating: 64_500, count: 300)
    block.classes.append(repeating: 0, count: 300)
    block.tags.append(tags.span)
    block.hints.append(repeating: block.words.number(of: ["zmap-ipid", "masscan"]), count: 300)
    block.anomalies.append(repeating: WordPool.none, count: 300)

    var one: [UInt8] = []
    var other: [UInt8] = []
    expected.encode(into: &one)
    block.encode(into: &other)
    #expect(block.count == 300)
    #expect(one == other)
  }

  @Test("A block that is used again holds nothing of the rows before")
  func reuse() {
    var block = PacketBlock(day: CivilDay(number: 1))
    var old = Self.echo
    old.timestamp = CivilDay(number: 1).start + 5
    for _ in 0..<100 { block.append(old) }
    var bytes: [UInt8] = []
    block.encode(into: &bytes)
    block.removeAll(day: Self.day)
    #expect(block.count == 0 && block.day == Self.day && block.poolGeneration == 0)
    block.append(Self.probe)
    block.encode(into: &bytes)

    var fresh = PacketBlock(day: Self.day)
    fresh.append(Self.probe)
    var expected: [UInt8] = []
    fresh.encode(into: &expected)
    #expect(bytes == expected)
  }

  @Test("A pool that strangers filled with different texts is emptied with the block")
  func pool() {
    var block = PacketBlock(day: Self.day)
    let first = block.words.number(of: "0")
    #expect(first == block.words.number(of: ["0"]) && first != WordPool.none)
    for number in 0..<70_000 { _ = block.words.number(of: "\(number)") }
    #expect(block.words.count == 70_001)
    block.removeAll(day: Self.day)
    #expect(block.words.count == 1 && block.poolGeneration == 1)
  }

  @Test("The first and the last nanosecond of the day are on it")
  func borders() {
    var block = PacketBlock(day: Self.day)
    let times = [Self.day.start, Self.day.start + 86_399_999_999_999]
    block.append(times: times.span)
    #expect(block.count == 2)
  }

  private static func fill(_ time: Int64) {
    var block = PacketBlock(day: day)
    let times = [time]
    block.append(times: times.span)
  }

  private static func encodeUneven() {
    var block = PacketBlock(day: day)
    let times = [day.start]
    block.append(times: times.span)
    var bytes: [UInt8] = []
    block.encode(into: &bytes)
  }

  @Test("Rows of another day, and columns of different lengths, end the program")
  func mistakes() async {
    await #expect(processExitsWith: .failure) { Self.fill(Self.day.start - 1) }
    await #expect(processExitsWith: .failure) { Self.fill(Self.day.start + 86_400_000_000_000) }
    await #expect(processExitsWith: .failure) { Self.encodeUneven() }
  }
}

extension PacketRow {
  /// The row as values, worked out apart from the block.
  fileprivate var values: [StoreValue] {
    let (second, nanosecond) = timestamp.quotientAndRemainder(dividingBy: 1_000_000_000)
    func bytes(_ address: IPAddress) -> StoreValue {
      let wide =
        switch address {
        case .v4(let address): IPv6Address(mapped: address).rawValue
        case .v6(let address): address.rawValue
        }
      return .bytes((0..<16).map { UInt8(truncatingIfNeeded: wide >> (120 - 8 * $0)) })
    }
    func number(_ value: some BinaryInteger) -> StoreValue { .number(UInt64(value)) }
    let letters = region == .unknown ? [0, 0] : Array(region.description.utf8)
    return [
      number(second), number(nanosecond), .text(sensor), .number(sequence), bytes(source),
      bytes(target), number(self.protocol.rawValue), number(ports == nil ? 0 : 1),
      number(ports?.source ?? 0), number(ports?.target ?? 0), number(icmpTypeCode),
      number(tcpFlags), number(tcpWindow), number(tcpSequence), number(identification),
      number(timeToLive), number(length), .text(tcpOptions), .bytes(letters), number(network),
      .text(trafficClass.description), .words(tags), .words(hints), .words(anomalies),
    ]
  }
}
