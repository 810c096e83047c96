import Testing
import Wire

@Suite("An anomaly tells a short capture from a wrong length")
struct AnomalyTests {
  /// Ethernet, IPv4 and the first eight bytes of TCP, under a chosen total length.
  private static func frame(totalLength: UInt16, trailer: Int = 0) -> [UInt8] {
    let tcp = Array(FrameBytes.tcp().prefix(8))
    return FrameBytes.ethernet(0x0800, FrameBytes.ipv4(.tcp, tcp, totalLength: totalLength))
      + FrameBytes.zeros(trailer)
  }

  @Test("cut: the capture kept fewer bytes than were on the wire")
  func cut() {
    let packet = decode(Self.frame(totalLength: 40), originalLength: 54)
    #expect(packet.anomalies.map(\.description) == ["tcp at byte 34: cut, needed 20, had 8"])
    #expect(packet.sourcePort == 40000 && packet.targetPort == 23)
    #expect(packet.tcp == nil)
  }

  @Test("missing-bytes: the frame itself is too short")
  func missingBytes() {
    let packet = decode(Self.frame(totalLength: 40))
    #expect(
      packet.anomalies.map(\.description) == [
        "tcp at byte 34: missing-bytes, needed 20, had 8"
      ]
    )
  }

  @Test("enclosing-length: the IP header leaves too little, however much was captured")
  func enclosingLength() {
    let bytes = Self.frame(totalLength: 28, trailer: 18)
    let expected = ["tcp at byte 34: enclosing-length, needed 20, had 8"]
    #expect(decode(bytes).anomalies.map(\.description) == expected)
    #expect(decode(bytes, originalLength: 100).anomalies.map(\.description) == expected)
  }

  @Test(
    "The layer and offset are those of the header that is cut",
    arguments: [
      (13, "eth at byte 0: cut, needed 14, had 13"),
      (16, "vlan at byte 14: cut, needed 4, had 2"),
      (18, "ip at byte 18: cut, needed 20, had 0"),
      (37, "ip at byte 18: cut, needed 20, had 19"),
      (38, "tcp at byte 38: cut, needed 20, had 0"),
      (60, "tcp at byte 38: cut, needed 24, had 22"),
    ] as [(Int, String)]
  )
  func places(_ count: Int, _ anomaly: String) {
    let tcp = FrameBytes.tcp(options: [2, 4, 5, 180])
    let bytes = FrameBytes.ethernet(
      0x8100,
      FrameBytes.tag(3, 0x0800, FrameBytes.ipv4(.tcp, tcp))
    )
    let packet = decode(Array(bytes.prefix(count)), originalLength: bytes.count)
    #expect(packet.anomalies.map(\.description) == [anomaly])
  }

  @Test(
    "What a cut transport header still holds is kept",
    arguments: [
      (1, nil, nil, nil, nil), (2, 40000, nil, nil, nil), (4, 40000, 23, nil, nil),
      (8, 40000, 23, 0x0102_0304, nil), (14, 40000, 23, 0x0102_0304, 2),
    ] as [(Int, UInt16?, UInt16?, UInt32?, UInt16?)]
  )
  func cutTCP(
    _ count: Int,
    _ sourcePort: UInt16?,
    _ targetPort: UInt16?,
    _ sequence: UInt32?,
    _ flags: UInt16?
  ) throws {
    let bytes = FrameBytes.ipv4(.tcp, FrameBytes.tcp())
    let packet = decode(Array(bytes.prefix(20 + count)), as: .ipv4, originalLength: 40)
    guard case .cut(let header) = packet.transport else {
      Issue.record("\(String(describing: packet.transport))")
      return
    }
    #expect(header.sourcePort == sourcePort && header.targetPort == targetPort)
    #expect(header.sequenceNumber == sequence)
    #expect(header.flags?.rawValue == flags)
  }
}
