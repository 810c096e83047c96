import Schema
import Testing
import Wire

@testable import Fingerprint

@Suite("The rules that come with the program")
struct DefaultRulesTests {
  /// A packet with the rules that must match it, and no other must.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var frame: [UInt8]
    var day = "2024-07-15"
    var strong: [String] = []
    var weak: [String] = []
    var trafficClass = TrafficClass.scan
    var testDescription: String { name }
  }

  private static func syn(
    _ name: String,
    _ tcp: [UInt8],
    identification: UInt16 = 0x1234,
    timeToLive: UInt8 = 57,
    fragmentation: UInt16 = 0x4000,
    day: String = "2024-07-15",
    strong: [String] = [],
    weak: [String] = []
  ) -> Case {
    Case(
      name: name,
      frame: ProbeFrame.ipv4(
        .tcp,
        tcp,
        identification: identification,
        timeToLive: timeToLive,
        fragmentation: fragmentation
      ),
      day: day,
      strong: strong,
      weak: weak
    )
  }

  private static let bot = ProbeFrame.tcp(to: 23, sequence: ProbeFrame.destination)

  /// Sequence number equal to the destination address, whatever else the header holds.
  static let mirai: [Case] = [
    syn("Mirai", bot, strong: ["mirai"]),
    syn(
      "a variant with options on another port",
      ProbeFrame.tcp(
        to: 37215,
        sequence: ProbeFrame.destination,
        window: 5840,
        options: ProbeFrame.size(1400)
      ),
      strong: ["mirai"]
    ),
    syn("Mirai before August 2016", bot, day: "2016-07-31"),
    syn("Mirai on its first day", bot, day: "2016-08-01", strong: ["mirai"]),
    syn("one more than the address", ProbeFrame.tcp(sequence: ProbeFrame.destination + 1)),
    syn("the address in the other byte order", ProbeFrame.tcp(sequence: 0x0971_00CB)),
    Case(
      name: "a SYN+ACK whose sequence is the address",
      frame: ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(sequence: ProbeFrame.destination, flags: 0x12)),
      strong: ["backscatter"],
      trafficClass: .backscatter
    ),
    Case(
      name: "an ACK whose sequence is the address",
      frame: ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(sequence: ProbeFrame.destination, flags: 0x10)),
      trafficClass: .other
    ),
  ]

  /// Identification 54321, with a trait or without.
  static let zmapIdentification: [Case] = [
    syn(
      "ZMap 2",
      ProbeFrame.tcp(window: 65535),
      identification: 54321,
      timeToLive: 243,
      strong: ["zmap-ipid"]
    ),
    syn(
      "window 65535 without options",
      ProbeFrame.tcp(window: 65535),
      identification: 54321,
      strong: ["zmap-ipid"]
    ),
    syn(
      "window 65535 with options",
      ProbeFrame.tcp(window: 65535, options: ProbeFrame.size(1460)),
      identification: 54321,
      weak: ["zmap-ipid"]
    ),
    syn("a chance match", ProbeFrame.tcp(), identification: 54321, weak: ["zmap-ipid"]),
    syn(
      "a chance match with TTL 200",
      ProbeFrame.tcp(),
      identification: 54321,
      timeToLive: 200,
      weak: ["zmap-ipid"]
    ),
    syn("one less", ProbeFrame.tcp(window: 65535), identification: 54320, timeToLive: 243),
    Case(
      name: "ZMap over UDP",
      frame: ProbeFrame.ipv4(
        .udp,
        ProbeFrame.udp(Array("hello".utf8)),
        identification: 54321,
        timeToLive: 250
      ),
      strong: ["zmap-ipid"]
    ),
    Case(
      name: "UDP by chance",
      frame: ProbeFrame.ipv4(.udp, ProbeFrame.udp([1]), identification: 54321),
      weak: ["zmap-ipid"]
    ),
    Case(
      name: "ZMap's echo request",
      frame: ProbeFrame.ipv4(.icmp, ProbeFrame.icmp(8), identification: 54321, timeToLive: 250),
      strong: ["zmap-ipid"]
    ),
    Case(
      name: "a timestamp request",
      frame: ProbeFrame.ipv4(.icmp, ProbeFrame.icmp(13), identification: 54321, timeToLive: 250)
    ),
    Case(
      name: "an answer with identification 54321",
      frame: ProbeFrame.ipv4(
        .tcp,
        ProbeFrame.tcp(flags: 0x12, window: 65535),
        identification: 54321,
        timeToLive: 250
      ),
      strong: ["backscatter"],
      trafficClass: .backscatter
    ),
  ]

  private static let zmap = ProbeFrame.tcp(window: 65535, options: ProbeFrame.windows())

  /// ZMap's options since 4.1.0: each near miss changes one thing.
  static let zmapOptions: [Case] = [
    syn("ZMap 4.1", zmap, timeToLive: 240, fragmentation: 0, strong: ["zmap-options"]),
    syn(
      "on the day of the release",
      zmap,
      timeToLive: 201,
      fragmentation: 0,
      day: "2024-03-21",
      strong: ["zmap-options"]
    ),
    syn("the day before", zmap, timeToLive: 240, fragmentation: 0, day: "2024-03-20"),
    syn("Windows: DF set", zmap, timeToLive: 240),
    syn("Windows: TTL 128", zmap, timeToLive: 128, fragmentation: 0),
    syn("TTL 200", zmap, timeToLive: 200, fragmentation: 0),
    syn(
      "another window",
      ProbeFrame.tcp(window: 64240, options: ProbeFrame.windows()),
      timeToLive: 240,
      fragmentation: 0
    ),
    syn(
      "another maximum segment size",
      ProbeFrame.tcp(window: 65535, options: ProbeFrame.windows(size: 1440)),
      timeToLive: 240,
      fragmentation: 0
    ),
    syn(
      "another window scale",
      ProbeFrame.tcp(window: 65535, options: ProbeFrame.windows(scale: 7)),
      timeToLive: 240,
      fragmentation: 0
    ),
    syn(
      "the same options in another order",
      ProbeFrame.tcp(
        window: 65535,
        options: ProbeFrame.size(1460) + [1, 1, 4, 2, 1, 3, 3, 8]
      ),
      timeToLive: 240,
      fragmentation: 0
    ),
  ]

  /// 0x7109 ^ 0x0050 ^ 0xBEEF is 0xCFB6: the low halves of address, port 80 and sequence.
  static let masscan: [Case] = [
    syn(
      "masscan 1.3.2",
      ProbeFrame.tcp(window: 1024),
      identification: 0xCFB6,
      timeToLive: 240,
      strong: ["masscan"]
    ),
    syn(
      "masscan since November 2023",
      ProbeFrame.tcp(window: 1025, options: ProbeFrame.size(1460)),
      identification: 0xCFB6,
      strong: ["masscan"]
    ),
    syn("a chance match", ProbeFrame.tcp(), identification: 0xCFB6, weak: ["masscan"]),
    syn(
      "window 1024 behind many hops",
      ProbeFrame.tcp(window: 1024),
      identification: 0xCFB6,
      weak: ["masscan"]
    ),
    syn(
      "window 1025 with another maximum segment size",
      ProbeFrame.tcp(window: 1025, options: ProbeFrame.size(1440)),
      identification: 0xCFB6,
      weak: ["masscan"]
    ),
    syn(
      "one bit off",
      ProbeFrame.tcp(window: 1024),
      identification: 0xCFB7,
      timeToLive: 240
    ),
    Case(
      name: "the same in UDP",
      frame: ProbeFrame.ipv4(.udp, ProbeFrame.udp(to: 80, []), identification: 0xCFB6)
    ),
  ]

  static let otherTools: [Case] = [
    syn(
      "Nmap",
      ProbeFrame.tcp(window: 1024, options: ProbeFrame.size(1460)),
      strong: ["nmap-syn"]
    ),
    Case(
      name: "Nmap over IPv6",
      frame: ProbeFrame.ipv6(
        .tcp,
        ProbeFrame.tcp(window: 1024, options: ProbeFrame.size(1460))
      ),
      strong: ["nmap-syn"]
    ),
    syn("another window", ProbeFrame.tcp(window: 1025, options: ProbeFrame.size(1460))),
    syn("another size", ProbeFrame.tcp(window: 1024, options: ProbeFrame.size(1440))),
    syn(
      "an option more",
      ProbeFrame.tcp(window: 1024, options: ProbeFrame.size(1460) + [1, 1, 4, 2])
    ),
    syn("hping3: one packet is no verdict", ProbeFrame.tcp(window: 512), weak: ["hping3"]),
    syn("window 512 with options", ProbeFrame.tcp(window: 512, options: ProbeFrame.size(536))),
    syn("an ordinary SYN", ProbeFrame.tcp(options: ProbeFrame.size(1460))),
  ]

  @Test(
    "A packet of a tool matches its rule, a near miss matches none",
    arguments: mirai + zmapIdentification + zmapOptions + masscan + otherTools
  )
  func tools(_ packet: Case) throws {
    let verdict = Verdict(packet.frame, on: packet.day, by: try RuleSet.standard())
    #expect(verdict.strong == packet.strong)
    #expect(verdict.weak == packet.weak)
    #expect(verdict.trafficClass == packet.trafficClass)
  }

  @Test(
    "TCP by flags",
    arguments: [
      (0x002, "scan"), (0x003, "scan"), (0x0C2, "scan"), (0x012, "backscatter"),
      (0x052, "backscatter"), (0x004, "backscatter"), (0x014, "backscatter"),
      (0x006, "backscatter"),
      (0x010, "other"), (0x018, "other"), (0x001, "other"), (0x000, "other"), (0x029, "other"),
    ] as [(UInt16, String)]
  )
  func flags(_ flags: UInt16, _ name: String) throws {
    let rules = try RuleSet.standard()
    for frame in [
      ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(flags: flags)),
      ProbeFrame.ipv6(.tcp, ProbeFrame.tcp(flags: flags)),
    ] {
      let verdict = Verdict(frame, by: rules)
      #expect(verdict.trafficClass?.description == name)
      #expect(verdict.strong == (name == "backscatter" ? ["backscatter"] : []))
    }
  }

  /// Answers and errors of RFC 792 and RFC 950 are backscatter, requests are probes.
  @Test("ICMP by type")
  func icmpTypes() throws {
    let rules = try RuleSet.standard()
    for type in UInt8.min...UInt8.max {
      let expected: TrafficClass =
        switch type {
        case 0, 3, 4, 5, 11, 12, 14, 16, 18: .backscatter
        case 8, 13, 15, 17: .scan
        default: .other
        }
      let verdict = Verdict(ProbeFrame.ipv4(.icmp, ProbeFrame.icmp(type)), by: rules)
      #expect(verdict.trafficClass == expected, "type \(type)")
    }
  }

  /// Types below 128 are errors (RFC 4443 §2.1); 0 is reserved; 128 is the echo request.
  @Test("ICMPv6 by type")
  func icmpv6Types() throws {
    let rules = try RuleSet.standard()
    for type in UInt8.min...UInt8.max {
      let expected: TrafficClass =
        switch type {
        case 1...127: .backscatter
        case 128: .scan
        default: .other
        }
      let verdict = Verdict(ProbeFrame.ipv6(.icmpv6, ProbeFrame.icmp(type)), by: rules)
      #expect(verdict.trafficClass == expected, "type \(type)")
    }
  }

  @Test("A header that is cut or lies in another fragment is taken for nothing")
  func missingHeaders() throws {
    let rules = try RuleSet.standard()
    let echo = ProbeFrame.ipv4(.icmp, ProbeFrame.icmp(8))
    #expect(Verdict(echo, length: 34, by: rules).trafficClass == .other)
    #expect(Verdict(echo, length: 35, by: rules).trafficClass == .scan)
    let later = ProbeFrame.ipv4(.icmp, ProbeFrame.icmp(8), fragmentation: 0x0010)
    #expect(Verdict(later, by: rules).trafficClass == .other)
    let syn = ProbeFrame.ipv4(.tcp, ProbeFrame.tcp())
    #expect(Verdict(syn, length: 34 + 19, by: rules).trafficClass == .other)
    // Protocol 17 and port 17 are different things: a later fragment has no port.
    let datagram = ProbeFrame.ipv4(.udp, ProbeFrame.udp(to: 17, [1, 2]), fragmentation: 0x0010)
    #expect(Verdict(datagram, by: rules).strong == [])
    let cut = ProbeFrame.ipv4(.udp, ProbeFrame.udp(to: 17, [1, 2]))
    #expect(Verdict(cut, length: 34 + 6, by: rules).strong == [])
    #expect(Verdict(cut, by: rules).strong == ["amplification-request"])
  }

  @Test("Other protocols are of the class other")
  func otherProtocols() throws {
    let rules = try RuleSet.standard()
    for number in [.gre, .esp, .sctp, .igmp] as [IPProtocol] {
      let verdict = Verdict(ProbeFrame.ipv4(number, ProbeFrame.icmp(0)), by: rules)
      #expect(verdict.trafficClass == .other && verdict.strong == [])
    }
  }

  @Test("Every rule has a source, and the lists have their bits")
  func sources() throws {
    let rules = try RuleSet.standard()
    #expect(rules.rules.allSatisfy { $0.source.count > 10 && !$0.name.isEmpty })
    #expect(Set(rules.rules.map(\.id)).count == rules.rules.count)
    #expect(
      rules.tags.map(\.id) == [
        "mirai", "zmap-ipid", "zmap-options", "masscan", "nmap-syn", "unicornscan",
        "unicornscan-swapped", "hping3", "backscatter", "backscatter-udp", "amplification-request",
        "research-scanner", "bogon",
      ]
    )
    #expect(rules.tagBits(of: .knownScanner) == 1 << 11)
    #expect(rules.tagBits(of: .specialPurpose) == 1 << 12)
    #expect(
      rules.rules[1].reason.hasPrefix(
        "ZMap until 4.1.0 and its forks: ipv4, identification == 54321"
      )
    )
    #expect(
      rules.rules[1].reason.contains("; 2 packets of a source, or one with a trait; Durumeric")
    )
  }
}
