import Testing

@testable import Wire

@Suite("IPv6 header and its extension headers (RFC 8200)")
struct IPv6HeaderTests {
  @Test("Every field is read from its place")
  func fields() throws {
    var bytes = FrameBytes.ipv6(.ipv6NoNextHeader, [], payloadLength: 0)
    bytes.replaceSubrange(0..<4, with: [0x6A, 0xB1, 0x23, 0x45])
    let packet = decode(bytes, as: .ipv6)
    let header: IPv6Header
    switch packet.network {
    case .ipv6(let value): header = value
    default: throw Failure()
    }
    #expect(header.trafficClass == 0xAB)
    #expect(header.flowLabel == 0x12345)
    #expect(header.payloadLength == 0)
    #expect(header.nextHeader == .ipv6NoNextHeader)
    #expect(header.hopLimit == 61)
    #expect(header.source.description == "2001:db8::7")
    #expect(header.destination.description == "2001:db8::9")
    #expect(packet.protocol == .ipv6NoNextHeader)
    #expect(packet.anomalies == [])
  }

  private struct Failure: Error {}

  @Test(
    "TCP is found behind each extension header",
    arguments: [
      (IPProtocol.hopByHopOptions, "ipv6:ipv6.hopopts:tcp"),
      (.ipv6DestinationOptions, "ipv6:ipv6.dstopts:tcp"),
      (.ipv6Routing, "ipv6:ipv6.routing:tcp"),
    ] as [(IPProtocol, String)]
  )
  func extensionHeaders(_ number: IPProtocol, _ layers: String) {
    for units in [1, 3] {
      let chain = FrameBytes.extensionHeader(.tcp, units: units, FrameBytes.tcp())
      let packet = decode(FrameBytes.ipv6(number, chain), as: .ipv6)
      #expect(packet.anomalies == [])
      #expect(packet.layers.description == layers)
      #expect(packet.protocol == .tcp)
      #expect(packet.tcp?.targetPort == 23)
    }
  }

  @Test("A chain of all extension headers is followed to its end")
  func wholeChain() {
    let chain = FrameBytes.extensionHeader(
      .ipv6DestinationOptions,
      FrameBytes.extensionHeader(
        .ipv6Routing,
        FrameBytes.extensionHeader(
          .ipv6Fragment,
          FrameBytes.fragmentHeader(
            .ah,
            offset: 0,
            more: true,
            FrameBytes.authentication(.udp, FrameBytes.udp([1]))
          )
        )
      )
    )
    let packet = decode(FrameBytes.ipv6(.hopByHopOptions, chain), as: .ipv6)
    #expect(packet.anomalies == [])
    #expect(
      packet.layers.description
        == "ipv6:ipv6.hopopts:ipv6.dstopts:ipv6.routing:ipv6.fraghdr:ah:udp"
    )
    #expect(packet.protocol == .udp)
    #expect(packet.udp?.sourcePort == 53000)
    #expect(
      packet.fragment == Fragment(offset: 0, moreFragments: true, identification: 0xCAFE_F00D)
    )
  }

  @Test("A later fragment has a protocol and no transport header")
  func laterFragment() {
    let packet = decode(
      FrameBytes.ipv6(
        .ipv6Fragment,
        FrameBytes.fragmentHeader(.udp, offset: 181, more: false, FrameBytes.udp([1]))
      ),
      as: .ipv6
    )
    #expect(packet.anomalies == [])
    #expect(packet.protocol == .udp && packet.transport == nil)
    #expect(packet.fragment?.offset == 181)
    #expect(packet.payload == 48..<57)
  }

  @Test("An atomic fragment is a fragment with its transport header (RFC 6946)")
  func atomicFragment() {
    let packet = decode(
      FrameBytes.ipv6(
        .ipv6Fragment,
        FrameBytes.fragmentHeader(.tcp, offset: 0, more: false, FrameBytes.tcp())
      ),
      as: .ipv6
    )
    #expect(
      packet.fragment == Fragment(offset: 0, moreFragments: false, identification: 0xCAFE_F00D)
    )
    #expect(packet.targetPort == 23)
  }

  @Test("An extension header that leaves the payload is an anomaly of that header")
  func extensionBeyondThePayload() {
    var chain = FrameBytes.extensionHeader(.tcp, FrameBytes.tcp())
    chain[1] = 9
    // Eighty bytes are announced and 28 are there, which the frame's end and not the header tells.
    let packet = decode(FrameBytes.ipv6(.hopByHopOptions, chain), as: .ipv6)
    #expect(
      packet.anomalies.map(\.description) == [
        "ipv6.hopopts at byte 40: missing-bytes, needed 80, had 28"
      ]
    )
    #expect(packet.transport == nil)
  }

  @Test("A payload length that ends inside TCP is an anomaly of the enclosing length")
  func enclosingLength() {
    let packet = decode(
      FrameBytes.ipv6(.tcp, FrameBytes.tcp(), payloadLength: 10),
      as: .ipv6
    )
    #expect(
      packet.anomalies.map(\.description) == [
        "tcp at byte 40: enclosing-length, needed 20, had 10"
      ]
    )
    #expect(packet.targetPort == 23)
  }

  @Test("Another version than the link type announces is an anomaly")
  func wrongVersion() {
    let packet = decode(FrameBytes.ipv6(.tcp, FrameBytes.tcp(), version: 5), as: .ipv6)
    #expect(
      packet.anomalies.map(\.description) == [
        "ipv6 at byte 0: invalid-version, needed 6, had 5"
      ]
    )
    #expect(packet.network == nil)
  }

  @Test("A chain longer than a layer path still reaches its end")
  func longChain() {
    var chain = FrameBytes.tcp()
    var next = IPProtocol.tcp
    for _ in 0..<30 {
      chain = FrameBytes.extensionHeader(next, chain)
      next = .ipv6DestinationOptions
    }
    let packet = decode(FrameBytes.ipv6(next, chain), as: .ipv6)
    #expect(packet.protocol == .tcp && packet.targetPort == 23)
    #expect(packet.layers.count == LayerPath.capacity)
  }
}
