import Testing
import Wire

@Suite("TCP, UDP, ICMP and ICMPv6 headers")
struct TransportTests {
  private static func packet(_ number: IPProtocol, _ transport: [UInt8]) -> Packet {
    decode(FrameBytes.ipv4(number, transport), as: .ipv4)
  }

  @Test("Every field of TCP is read from its place (RFC 9293 §3.1)")
  func tcpFields() throws {
    let packet = Self.packet(.tcp, FrameBytes.tcp(flags: 0xA5A, payload: [9, 9]))
    let header = try #require(packet.tcp)
    #expect(header.sourcePort == 40000)
    #expect(header.targetPort == 23)
    #expect(header.sequenceNumber == 0x0102_0304)
    #expect(header.acknowledgementNumber == 0x0506_0708)
    #expect(header.headerLength == 20)
    #expect(header.flags.rawValue == 0xA5A)
    #expect(header.flags.contains([.syn, .psh, .ack]))
    #expect(!header.flags.contains(.fin) && !header.flags.contains(.rst))
    #expect(header.window == 1024)
    #expect(header.checksum == 0xABCD)
    #expect(header.urgentPointer == 3)
    #expect(packet.tcpOptionBytes == 40..<40)
    #expect(packet.payload == 40..<42)
  }

  @Test("A data offset below 5 is an anomaly, and the fixed fields are kept")
  func dataOffsetTooSmall() {
    let packet = Self.packet(.tcp, FrameBytes.tcp(dataOffset: 4))
    #expect(
      packet.anomalies.map(\.description) == [
        "tcp at byte 20: invalid-header-length, needed 20, had 16"
      ]
    )
    #expect(packet.tcp?.window == 1024)
    #expect(packet.tcpOptionBytes.isEmpty)
  }

  @Test("A data offset beyond the packet is an anomaly, and the options that are there are read")
  func dataOffsetTooLarge() {
    let packet = Self.packet(.tcp, FrameBytes.tcp(options: [2, 4, 5, 180], dataOffset: 7))
    #expect(
      packet.anomalies.map(\.description) == [
        "tcp at byte 20: missing-bytes, needed 28, had 24"
      ]
    )
    #expect(packet.tcpOptions.maximumSegmentSize == 1460)
    #expect(packet.tcpOptionBytes == 40..<44)
    #expect(packet.payload == 44..<44)
  }

  @Test(
    "A faulty option is an anomaly at its place",
    arguments: [
      // A window scale of length 0.
      ([2, 4, 5, 180, 3, 0, 0, 0], "tcp at byte 44: invalid-option, needed 2, had 0"),
      // A timestamp of length 1.
      ([1, 8, 1, 0], "tcp at byte 41: invalid-option, needed 2, had 1"),
      // A timestamp that leaves the option area.
      ([1, 1, 8, 10], "tcp at byte 42: invalid-option, needed 2, had 10"),
      // A kind without its length.
      ([1, 1, 1, 8], "tcp at byte 43: invalid-option, needed 2, had 1"),
    ] as [([UInt8], String)]
  )
  func faultyOption(_ options: [UInt8], _ anomaly: String) {
    let packet = Self.packet(.tcp, FrameBytes.tcp(options: options))
    #expect(packet.anomalies.map(\.description) == [anomaly])
    #expect(packet.tcp?.targetPort == 23)
  }

  @Test("Every field of UDP is read from its place (RFC 768)")
  func udpFields() throws {
    let packet = Self.packet(.udp, FrameBytes.udp([0xAA, 0xBB]))
    let header = try #require(packet.udp)
    #expect(header.sourcePort == 53000)
    #expect(header.targetPort == 53)
    #expect(header.datagramLength == 10)
    #expect(header.checksum == 0)
    #expect(packet.payload == 28..<30)
    #expect(packet.anomalies == [])
  }

  @Test(
    "A UDP length of 1 to 7 is an anomaly; 0 stands for a jumbogram",
    arguments: [0, 1, 7, 8] as [UInt16]
  )
  func udpLength(_ length: UInt16) {
    let packet = Self.packet(.udp, FrameBytes.udp([1], length: length))
    #expect(packet.udp?.datagramLength == length)
    let expected =
      (1...7).contains(length)
      ? ["udp at byte 20: invalid-total-length, needed 8, had \(length)"] : []
    #expect(packet.anomalies.map(\.description) == expected)
  }

  @Test(
    "An ICMP message that is no error quotes nothing",
    arguments: [0, 8, 13, 14, 17, 18] as [UInt8]
  )
  func icmpQueries(_ type: UInt8) {
    let inner = FrameBytes.ipv4(.udp, FrameBytes.udp([]))
    let packet = Self.packet(.icmp, FrameBytes.icmp(type, 0, inner))
    #expect(packet.icmp?.type == type)
    #expect(packet.quoted == nil)
  }

  @Test("Every field of ICMP is read from its place (RFC 792)")
  func icmpFields() throws {
    let header = try #require(
      Self.packet(.icmp, [8, 2, 0xBE, 0xEF, 0x12, 0x34, 0x56, 0x78]).icmp
    )
    #expect(header.type == 8 && header.code == 2)
    #expect(header.checksum == 0xBEEF && header.rest == 0x1234_5678)
  }

  @Test("An ICMP error quotes the packet that caused it", arguments: [3, 4, 5, 11, 12] as [UInt8])
  func icmpErrors(_ type: UInt8) throws {
    // Routers quote the IP header and eight bytes (RFC 792), which end inside TCP.
    let inner = FrameBytes.ipv4(.tcp, Array(FrameBytes.tcp().prefix(8)), totalLength: 40)
    let packet = Self.packet(.icmp, FrameBytes.icmp(type, 3, inner))
    let quoted = try #require(packet.quoted)
    #expect(quoted.source.description == "198.51.100.7")
    #expect(quoted.destination.description == "203.0.113.9")
    #expect(quoted.protocol == .tcp)
    #expect(quoted.sourcePort == 40000 && quoted.targetPort == 23)
    #expect(packet.anomalies == [], "the quotation is cut by the router: no fault of this packet")
  }

  @Test("Ports are read behind the options of a quoted header")
  func quotedOptions() {
    let inner = FrameBytes.ipv4(.udp, FrameBytes.udp([]), options: [1, 1, 1, 0])
    let packet = Self.packet(.icmp, FrameBytes.icmp(3, 3, inner))
    #expect(packet.quoted?.targetPort == 53)
  }

  @Test("A quotation that ends inside the IP header quotes nothing; four bytes give the ports")
  func shortQuotations() {
    let inner = FrameBytes.ipv4(.tcp, FrameBytes.tcp())
    let inHeader = Self.packet(.icmp, FrameBytes.icmp(3, 3, Array(inner.prefix(19))))
    #expect(inHeader.quoted == nil && inHeader.icmp?.type == 3)
    let noPorts = Self.packet(.icmp, FrameBytes.icmp(3, 3, Array(inner.prefix(20))))
    #expect(noPorts.quoted?.protocol == .tcp && noPorts.quoted?.sourcePort == nil)
    let ports = Self.packet(.icmp, FrameBytes.icmp(3, 3, Array(inner.prefix(24))))
    #expect(ports.quoted?.sourcePort == 40000 && ports.quoted?.targetPort == 23)
  }

  @Test("An ICMPv6 error quotes IPv6 with its extension headers (RFC 4443 §3)")
  func icmpv6Error() throws {
    let inner = FrameBytes.ipv6(
      .ipv6DestinationOptions,
      FrameBytes.extensionHeader(.udp, FrameBytes.udp([1]))
    )
    let packet = decode(FrameBytes.ipv6(.icmpv6, FrameBytes.icmp(1, 4, inner)), as: .ipv6)
    let quoted = try #require(packet.quoted)
    #expect(quoted.source.description == "2001:db8::7")
    #expect(quoted.protocol == .udp && quoted.targetPort == 53)
    #expect(packet.layers.description == "ipv6:icmpv6")
  }

  @Test("ICMPv6 types from 128 quote nothing", arguments: [128, 129, 255] as [UInt8])
  func icmpv6Informational(_ type: UInt8) {
    let inner = FrameBytes.ipv6(.udp, FrameBytes.udp([1]))
    let packet = decode(FrameBytes.ipv6(.icmpv6, FrameBytes.icmp(type, 0, inner)), as: .ipv6)
    #expect(packet.icmp?.type == type && packet.quoted == nil)
  }

  @Test("An ICMP error inside an ICMP error is quoted and not entered")
  func nestedQuotation() throws {
    let innermost = FrameBytes.ipv4(.udp, FrameBytes.udp([]))
    let inner = FrameBytes.ipv4(.icmp, FrameBytes.icmp(3, 3, innermost))
    let quoted = try #require(Self.packet(.icmp, FrameBytes.icmp(3, 1, inner)).quoted)
    #expect(quoted.protocol == .icmp)
    #expect(quoted.sourcePort == nil && quoted.targetPort == nil)
  }
}
