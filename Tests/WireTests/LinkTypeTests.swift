import Testing
import Wire

@Suite("Link types lead to the network header")
struct LinkTypeTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var linkType: LinkType
    var bytes: [UInt8]
    var layers: String
    var tags = ""
    var testDescription: String { name }
  }

  private static let probe4 = FrameBytes.ipv4(.tcp, FrameBytes.tcp())
  private static let probe6 = FrameBytes.ipv6(.tcp, FrameBytes.tcp())

  /// Frames around one SYN; the layer names are those of Wireshark's `frame.protocols`.
  static let cases: [Case] = [
    Case(
      name: "Ethernet with IPv4",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x0800, probe4),
      layers: "eth:ethertype:ip:tcp"
    ),
    Case(
      name: "Ethernet with IPv6",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x86DD, probe6),
      layers: "eth:ethertype:ipv6:tcp"
    ),
    Case(
      name: "802.1Q tag",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x8100, FrameBytes.tag(100, 0x0800, probe4)),
      layers: "eth:ethertype:vlan:ethertype:ip:tcp",
      tags: "100"
    ),
    Case(
      name: "802.1ad service tag around an 802.1Q tag",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(
        0x88A8,
        FrameBytes.tag(4095, 0x8100, FrameBytes.tag(1, 0x86DD, probe6))
      ),
      layers: "eth:ethertype:ieee8021ad:ethertype:vlan:ethertype:ipv6:tcp",
      tags: "4095.1"
    ),
    Case(
      name: "the service tag of before 802.1ad",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x9100, FrameBytes.tag(7, 0x0800, probe4)),
      layers: "eth:ethertype:vlan:ethertype:ip:tcp",
      tags: "7"
    ),
    Case(
      name: "LLC and SNAP in an Ethernet length field",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(
        UInt16(8 + probe4.count),
        [0xAA, 0xAA, 3, 0, 0, 0, 8, 0] + probe4
      ),
      layers: "eth:llc:ip:tcp"
    ),
    Case(
      name: "MPLS with two labels around IPv4",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x8847, [0, 1, 0, 64, 0, 2, 1, 64] + probe4),
      layers: "eth:ethertype:mpls:ip:tcp"
    ),
    Case(
      name: "MPLS with an upstream label around IPv6",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x8848, [0, 2, 1, 64] + probe6),
      layers: "eth:ethertype:mpls:ipv6:tcp"
    ),
    Case(
      name: "PPPoE session in Ethernet",
      linkType: .ethernet,
      bytes: FrameBytes.ethernet(0x8864, FrameBytes.pppoe([0, 0x21] + probe4)),
      layers: "eth:ethertype:pppoes:ppp:ip:tcp"
    ),
    Case(
      name: "PPPoE session with IPv6 as a link type",
      linkType: .pppoe,
      bytes: FrameBytes.pppoe([0, 0x57] + probe6),
      layers: "pppoes:ppp:ipv6:tcp"
    ),
    Case(
      name: "Linux cooked capture, version 1",
      linkType: .linuxSLL,
      bytes: FrameBytes.linuxSLL(0x0800, probe4),
      layers: "sll:ethertype:ip:tcp"
    ),
    Case(
      name: "Linux cooked capture, version 2",
      linkType: .linuxSLL2,
      bytes: FrameBytes.linuxSLL2(0x86DD, probe6),
      layers: "sll:ethertype:ipv6:tcp"
    ),
    Case(name: "raw with IPv4", linkType: .raw, bytes: probe4, layers: "raw:ip:tcp"),
    Case(name: "raw with IPv6", linkType: .raw, bytes: probe6, layers: "raw:ipv6:tcp"),
    Case(
      name: "raw as BSD/OS numbers it",
      linkType: LinkType(rawValue: 12),
      bytes: probe4,
      layers: "raw:ip:tcp"
    ),
    Case(name: "the IPv4 link type", linkType: .ipv4, bytes: probe4, layers: "ip:tcp"),
    Case(name: "the IPv6 link type", linkType: .ipv6, bytes: probe6, layers: "ipv6:tcp"),
    Case(
      name: "null with little-endian AF_INET",
      linkType: .null,
      bytes: [2, 0, 0, 0] + probe4,
      layers: "null:ip:tcp"
    ),
    Case(
      name: "null with big-endian AF_INET",
      linkType: .null,
      bytes: [0, 0, 0, 2] + probe4,
      layers: "null:ip:tcp"
    ),
    Case(
      name: "null with Darwin's AF_INET6, little-endian",
      linkType: .null,
      bytes: [30, 0, 0, 0] + probe6,
      layers: "null:ipv6:tcp"
    ),
    Case(
      name: "loop with OpenBSD's AF_INET6, big-endian",
      linkType: .loop,
      bytes: [0, 0, 0, 24] + probe6,
      layers: "null:ipv6:tcp"
    ),
    Case(
      name: "PPP with address and control field",
      linkType: .ppp,
      bytes: [0xFF, 0x03, 0, 0x21] + probe4,
      layers: "ppp:ip:tcp"
    ),
    Case(
      name: "PPP without address and control field",
      linkType: .ppp,
      bytes: [0, 0x57] + probe6,
      layers: "ppp:ipv6:tcp"
    ),
    Case(
      name: "PPP with a compressed protocol field",
      linkType: .ppp,
      bytes: [0x21] + probe4,
      layers: "ppp:ip:tcp"
    ),
    Case(
      name: "PPP in HDLC-like framing with a compressed protocol field",
      linkType: .pppHDLC,
      bytes: [0xFF, 0x03, 0x57] + probe6,
      layers: "ppp:ipv6:tcp"
    ),
    Case(
      name: "PPP with MPLS (RFC 3032 §4.1)",
      linkType: .ppp,
      bytes: [0xFF, 0x03, 0x02, 0x81, 0, 2, 1, 64] + probe4,
      layers: "ppp:mpls:ip:tcp"
    ),
    Case(
      name: "Cisco HDLC",
      linkType: .ciscoHDLC,
      bytes: [0x0F, 0, 0x08, 0] + probe4,
      layers: "chdlc:ip:tcp"
    ),
    Case(
      name: "Cisco HDLC, multicast, in a link type of PPP",
      linkType: .pppHDLC,
      bytes: [0x8F, 0, 0x86, 0xDD] + probe6,
      layers: "chdlc:ipv6:tcp"
    ),
  ]

  @Test("A SYN is found behind every link header", arguments: cases)
  func findsTheProbe(_ frame: Case) throws {
    let packet = decode(frame.bytes, as: frame.linkType)
    #expect(packet.anomalies == [])
    #expect(packet.layers.description == frame.layers)
    #expect(packet.vlanTags.description == frame.tags)
    let isVersion6 = frame.layers.contains("ipv6")
    #expect(packet.source?.description == (isVersion6 ? "2001:db8::7" : "198.51.100.7"))
    #expect(packet.destination?.description == (isVersion6 ? "2001:db8::9" : "203.0.113.9"))
    #expect(packet.tcp?.targetPort == 23)
    #expect(packet.payload == frame.bytes.count..<frame.bytes.count)
  }

  @Test("A frame of another network protocol has no network header and no anomaly")
  func otherNetworkProtocols() {
    let arp = decode(FrameBytes.ethernet(0x0806, FrameBytes.zeros(28)))
    #expect(arp.network == nil && arp.anomalies == [])
    #expect(arp.layers.description == "eth:ethertype")
    #expect(arp.payload == 14..<42)
    // A spanning tree frame: a length and an LLC header that is not SNAP.
    let llc = decode(FrameBytes.ethernet(38, [0x42, 0x42, 3] + FrameBytes.zeros(35)))
    #expect(llc.network == nil && llc.anomalies == [])
    #expect(llc.layers.description == "eth:llc")
    // Neither a length (up to 1500) nor a type (from 1536): IEEE 802.3 §3.2.6 leaves it undefined.
    let undefined = decode(FrameBytes.ethernet(1501, FrameBytes.zeros(46)))
    #expect(undefined.network == nil && undefined.anomalies == [])
    // IPX in null, 23 in BSD.
    let ipx = decode([23, 0, 0, 0] + FrameBytes.zeros(30), as: .null)
    #expect(ipx.network == nil && ipx.anomalies == [])
    // LCP in PPP.
    let lcp = decode([0xC0, 0x21, 1, 1, 0, 4], as: .ppp)
    #expect(lcp.network == nil && lcp.anomalies == [] && lcp.payload == 2..<6)
  }

  @Test("An unknown link type is an anomaly that names it")
  func unknownLinkType() {
    let packet = decode(FrameBytes.zeros(40), as: LinkType(rawValue: 147))
    #expect(packet.network == nil)
    #expect(
      packet.anomalies.map(\.description) == [
        "unknown at byte 0: unknown-link-type, needed 0, had 147"
      ]
    )
    #expect(LinkType(rawValue: 147).name == "LINKTYPE 147")
  }

  @Test("A raw frame of neither version is an anomaly")
  func rawOfAnotherVersion() {
    let packet = decode([0x50] + FrameBytes.zeros(39), as: .raw)
    #expect(
      packet.anomalies.map(\.description) == [
        "raw at byte 0: invalid-version, needed 4, had 5"
      ]
    )
  }

  @Test("The identifiers of the first four tags of a stack are kept")
  func deepTagStack() {
    var bytes = FrameBytes.tag(5, 0x0800, FrameBytes.ipv4(.tcp, FrameBytes.tcp()))
    for identifier in [4, 3, 2, 1] as [UInt16] {
      bytes = FrameBytes.tag(identifier, 0x8100, bytes)
    }
    let packet = decode(FrameBytes.ethernet(0x8100, bytes))
    #expect(packet.vlanTags.count == 5)
    #expect(packet.vlanTags.description == "1.2.3.4")
    #expect(packet.tcp?.targetPort == 23)
  }

  @Test("A tag stack deeper than a layer path ends with an anomaly")
  func endlessTagStack() {
    var bytes = FrameBytes.ipv4(.tcp, FrameBytes.tcp())
    bytes = FrameBytes.tag(9, 0x0800, bytes)
    for _ in 0..<9 { bytes = FrameBytes.tag(9, 0x8100, bytes) }
    let packet = decode(FrameBytes.ethernet(0x8100, bytes))
    // eth and ethertype are two layers, every tag adds two: the eighth tag is the last that fits
    // none: 2 + 7 x 2 = 16.
    #expect(packet.layers.count == 16)
    #expect(
      packet.anomalies.map(\.description) == [
        "vlan at byte 42: too-many-layers, needed 16, had 16"
      ]
    )
  }
}
