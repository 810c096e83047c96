import Schema
import Testing
import Wire

@Suite("Port labels (docs/definitions/PortLabel.md)")
struct PortLabelTests {
  @Test(
    "A label and its text lead to each other",
    arguments: [
      (PortLabel.tcp(23), "23/TCP"), (.tcp(0), "0/TCP"), (.tcp(65535), "65535/TCP"),
      (.udp(5060), "5060/UDP"), (.icmp, "ICMP"), (.protocol(.gre), "GRE"), (.protocol(.esp), "ESP"),
      (.protocol(.ah), "AH"), (.protocol(.sctp), "SCTP"), (.protocol(.igmp), "IGMP"),
      (.protocol(.ipv4), "IPv4"), (.protocol(.ipv6), "IPv6"), (.protocol(.tcp), "TCP"),
      (.protocol(.udp), "UDP"), (.protocol(IPProtocol(rawValue: 99)), "IPPROTO 99"),
    ] as [(PortLabel, String)]
  )
  func texts(_ label: PortLabel, _ text: String) {
    #expect(label.description == text)
    #expect(PortLabel(text) == label)
    #expect(PortLabel(text.lowercased()) == label)
  }

  @Test("All of ICMP and ICMPv6 is one label")
  func oneLabelForICMP() {
    #expect(PortLabel.protocol(.icmpv6) == .icmp && PortLabel.protocol(.icmp) == .icmp)
    #expect(PortLabel("IPPROTO 58") == .icmp && PortLabel("IPPROTO 1") == .icmp)
  }

  @Test("A label is the number in a header batch's label column")
  func numbers() {
    #expect(PortLabel.tcp(23).rawValue == 23)
    #expect(PortLabel.udp(53).rawValue == 65_536 + 53)
    #expect(PortLabel.protocol(.gre).rawValue == 131_072 + 47)
  }

  @Test(
    "Other texts are no label",
    arguments: [
      "", "23", "/TCP", "23/", "23/SCTP", "65536/TCP", "-1/TCP", "+80/TCP", "23/TCP/UDP", " 23/TCP",
      "IPPROTO", "IPPROTO 256", "IPPROTO +47", "IPPROTO -1", "TELNET", "２３/TCP",
    ]
  )
  func otherTexts(_ text: String) {
    #expect(PortLabel(text) == nil)
  }

  @Test("Ties go to the lower port, then to TCP, and protocols without ports come last")
  func orderOfTies() {
    let order: [PortLabel] = [
      .tcp(22), .tcp(53), .udp(53), .tcp(80), .udp(5060), .tcp(65535), .udp(65535), .icmp,
      .protocol(.gre), .protocol(.esp),
    ]
    #expect(order.reversed().sorted() == order)
  }

  @Test("The worked example of the definition: which packet has which label")
  func workedExample() {
    // 23/TCP twice, 53/UDP once, an echo request and an ICMPv6 error, GRE once.
    let labels: [PortLabel] = [
      .tcp(23), .tcp(23), .udp(53), .protocol(.icmp), .protocol(.icmpv6), .protocol(.gre),
    ]
    var counts: [PortLabel: Int] = [:]
    for label in labels { counts[label, default: 0] += 1 }
    let ranking = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    #expect(ranking.map(\.key.description) == ["23/TCP", "ICMP", "53/UDP", "GRE"])
    #expect(ranking.map(\.value) == [2, 2, 1, 1])
  }
}
