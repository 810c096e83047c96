import Testing

@testable import Wire

@Suite("IPv4 header (RFC 791 §3.1)")
struct IPv4HeaderTests {
  @Test("Every field is read from its place")
  func fields() throws {
    let bytes: [UInt8] = [
      0x45, 0xB8, 0x00, 0x14, 0x12, 0x34, 0x40, 0x00, 0x39, 0xFD, 0xBE, 0xEF,
      192, 0, 2, 1, 198, 51, 100, 255,
    ]
    let header = try #require(decode(bytes, as: .ipv4).ipv4)
    #expect(header.headerLength == 20)
    #expect(header.differentiatedServices == 0xB8)
    #expect(header.totalLength == 20)
    #expect(header.identification == 0x1234)
    #expect(header.flagsAndFragmentOffset == 0x4000)
    #expect(header.dontFragment)
    #expect(header.fragment == nil)
    #expect(header.timeToLive == 57)
    #expect(header.protocol == IPProtocol(rawValue: 253))
    #expect(header.checksum == 0xBEEF)
    #expect(header.source == IPv4Address(192, 0, 2, 1))
    #expect(header.destination == IPv4Address(198, 51, 100, 255))
  }

  @Test("Options are stepped over, and a source route does not change the destination")
  func options() {
    // Loose source route of one address (RFC 791 §3.1), then end of list.
    let route: [UInt8] = [131, 7, 4, 192, 0, 2, 99, 0]
    let packet = decode(FrameBytes.ipv4(.tcp, FrameBytes.tcp(), options: route), as: .ipv4)
    #expect(packet.anomalies == [])
    #expect(packet.ipv4?.headerLength == 28)
    #expect(packet.destination?.description == "203.0.113.9")
    #expect(packet.tcp?.sequenceNumber == 0x0102_0304)
  }

  @Test("Bytes behind the total length are no payload")
  func trailer() {
    let bytes = FrameBytes.ethernet(0x0800, FrameBytes.ipv4(.udp, FrameBytes.udp([1, 2, 3])))
    let packet = decode(bytes + FrameBytes.zeros(15))
    #expect(packet.anomalies == [])
    #expect(packet.payload == 42..<45)
  }

  @Test("A first fragment has its transport header and is marked")
  func firstFragment() {
    let packet = decode(
      FrameBytes.ipv4(.udp, FrameBytes.udp([1, 2], length: 2000), fragmentation: 0x2000),
      as: .ipv4
    )
    #expect(packet.anomalies == [])
    #expect(packet.fragment == Fragment(offset: 0, moreFragments: true, identification: 0x1234))
    #expect(packet.udp?.targetPort == 53)
  }

  @Test(
    "A later fragment has a protocol and no transport header",
    arguments: [0x2001, 0x1FFF] as [UInt16]
  )
  func laterFragment(_ fragmentation: UInt16) {
    let packet = decode(
      FrameBytes.ipv4(.tcp, FrameBytes.tcp(), fragmentation: fragmentation),
      as: .ipv4
    )
    #expect(packet.anomalies == [])
    #expect(packet.protocol == .tcp)
    #expect(packet.transport == nil && packet.sourcePort == nil && packet.targetPort == nil)
    #expect(packet.fragment?.offset == fragmentation & 0x1FFF)
    #expect(packet.fragment?.moreFragments == (fragmentation == 0x2001))
    #expect(packet.payload == 20..<40)
    #expect(packet.layers.description == "ip")
  }

  @Test("Total length 0, as segmentation offload leaves it, means the rest of the frame")
  func totalLengthZero() {
    let packet = decode(FrameBytes.ipv4(.udp, FrameBytes.udp([7]), totalLength: 0), as: .ipv4)
    #expect(packet.anomalies == [])
    #expect(packet.ipv4?.totalLength == 0)
    #expect(packet.payload == 28..<29)
  }

  @Test("A total length below the header length is an anomaly, and the addresses are kept")
  func totalLengthTooSmall() {
    let packet = decode(FrameBytes.ipv4(.tcp, FrameBytes.tcp(), totalLength: 19), as: .ipv4)
    #expect(
      packet.anomalies.map(\.description) == [
        "ip at byte 0: invalid-total-length, needed 20, had 19"
      ]
    )
    #expect(packet.source?.description == "198.51.100.7")
    #expect(packet.transport == nil)
  }

  @Test("A header length below 20 is an anomaly, and the addresses are kept")
  func headerLengthTooSmall() {
    let bytes = FrameBytes.ethernet(
      0x0800,
      FrameBytes.ipv4(.tcp, FrameBytes.tcp(), versionAndLength: 0x44)
    )
    let packet = decode(bytes)
    #expect(
      packet.anomalies.map(\.description) == [
        "ip at byte 14: invalid-header-length, needed 20, had 16"
      ]
    )
    #expect(packet.destination?.description == "203.0.113.9")
    #expect(packet.transport == nil)
  }

  @Test("Options that the frame does not hold are an anomaly, and the addresses are kept")
  func headerLengthBeyondTheFrame() {
    let bytes = FrameBytes.ipv4(.tcp, [], totalLength: 60, versionAndLength: 0x4F) + [1, 1]
    let packet = decode(bytes, as: .ipv4)
    #expect(
      packet.anomalies.map(\.description) == [
        "ip at byte 0: missing-bytes, needed 60, had 22"
      ]
    )
    #expect(packet.source?.description == "198.51.100.7")
  }

  @Test("Another version than the EtherType announces is an anomaly, and nothing is trusted")
  func wrongVersion() {
    let bytes = FrameBytes.ethernet(0x0800, FrameBytes.ipv6(.tcp, FrameBytes.tcp()))
    let packet = decode(bytes)
    #expect(
      packet.anomalies.map(\.description) == [
        "ip at byte 14: invalid-version, needed 4, had 6"
      ]
    )
    #expect(packet.network == nil && packet.protocol == nil)
  }

  @Test(
    "Tunnels and other protocols are named and not entered",
    arguments: [
      (47, "ip:gre"), (50, "ip:esp"), (132, "ip:sctp"), (2, "ip:igmp"), (4, "ip"), (41, "ip"),
      (253, "ip"),
    ] as [(UInt8, String)]
  )
  func otherProtocols(_ number: UInt8, _ layers: String) {
    let inner = FrameBytes.ipv4(.tcp, FrameBytes.tcp())
    let packet = decode(FrameBytes.ipv4(IPProtocol(rawValue: number), inner), as: .ipv4)
    #expect(packet.anomalies == [])
    #expect(packet.protocol?.rawValue == number)
    #expect(packet.layers.description == layers)
    #expect(packet.transport == nil)
    #expect(packet.payload == 20..<60)
  }

  @Test("An authentication header keeps the protocol AH and shows what it protects")
  func authentication() {
    let packet = decode(
      FrameBytes.ipv4(.ah, FrameBytes.authentication(.tcp, FrameBytes.tcp())),
      as: .ipv4
    )
    #expect(packet.anomalies == [])
    #expect(packet.protocol == .ah)
    #expect(packet.layers.description == "ip:ah:tcp")
    #expect(packet.targetPort == 23)
  }

  @Test("Authentication headers without end stop at the path's capacity")
  func endlessAuthentication() {
    var bytes = FrameBytes.tcp()
    for _ in 0..<40 { bytes = FrameBytes.authentication(.ah, bytes) }
    let packet = decode(FrameBytes.ipv4(.ah, bytes), as: .ipv4)
    // IPv4 and fifteen headers of 24 bytes fit; the next begins at 20 + 15 x 24.
    #expect(
      packet.anomalies.map(\.description) == [
        "ah at byte 380: too-many-layers, needed 16, had 16"
      ]
    )
  }
}
