import Schema
import Testing
import Wire

@testable import Fingerprint

@Suite("Rules are matched sixteen packets at a time as they would be one by one")
struct RuleMatchingTests {
  /// A generator whose numbers are the same in every run (SplitMix64).
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  /// A packet whose values come from few, so that every condition is met and missed often.
  private static func frame(using generator: inout Generator) -> [UInt8] {
    let identification = [54321, 0xCFB6, 7].randomElement(using: &generator) ?? 7
    let timeToLive = [1, 64, 200, 201, 255].randomElement(using: &generator) ?? 1
    let fragmentation = [0, 0x4000].randomElement(using: &generator) ?? 0
    let payload: [UInt8]
    let number: IPProtocol
    switch Int.random(in: 0..<8, using: &generator) {
    case 0..<5:
      number = .tcp
      payload = ProbeFrame.tcp(
        to: [23, 80, 443].randomElement(using: &generator) ?? 23,
        sequence: [0xDEAD_BEEF, ProbeFrame.destination, 5].randomElement(using: &generator) ?? 5,
        flags: [0x02, 0x12, 0x04, 0x10].randomElement(using: &generator) ?? 0,
        window: [512, 1024, 65535].randomElement(using: &generator) ?? 0,
        options: [[], ProbeFrame.size(1460), ProbeFrame.windows()].randomElement(using: &generator)
          ?? []
      )
    case 5, 6:
      number = .udp
      payload = ProbeFrame.udp(
        from: [53, 40000].randomElement(using: &generator) ?? 53,
        to: [53, 17, 9999].randomElement(using: &generator) ?? 53,
        [[], [0, 0, 0x80, 0], [1, 2, 3, 4, 5, 6]].randomElement(using: &generator) ?? []
      )
    default:
      number = .icmp
      payload = ProbeFrame.icmp([0, 3, 4, 5, 6, 8].randomElement(using: &generator) ?? 0)
    }
    return ProbeFrame.ipv4(
      number,
      payload,
      identification: UInt16(identification),
      timeToLive: UInt8(timeToLive),
      fragmentation: UInt16(fragmentation)
    )
  }

  struct Predicate: Sendable, CustomTestStringConvertible {
    var applies: String
    var condition: String
    var holds: @Sendable (Packet) -> Bool
    var testDescription: String { "\(applies): \(condition)" }
  }

  /// Conditions with their meaning, worked out from the packet and not from the columns.
  static let predicates: [Predicate] = [
    Predicate(applies: "any", condition: "timeToLive > 200") { ($0.ipv4?.timeToLive ?? 0) > 200 },
    Predicate(applies: "any", condition: "timeToLive >= 200") {
      ($0.ipv4?.timeToLive ?? 0) >= 200
    },
    Predicate(applies: "tcp", condition: "window < 1024") { ($0.tcp?.window ?? .max) < 1024 },
    Predicate(applies: "tcp", condition: "window <= 1024") { ($0.tcp?.window ?? .max) <= 1024 },
    Predicate(applies: "any", condition: "window != 1024") { $0.tcp?.window != 1024 },
    Predicate(applies: "icmp", condition: "icmpType in 3..5") {
      (3...5).contains($0.icmp?.type ?? 0)
    },
    Predicate(applies: "tcp-syn", condition: "sequence == destination") {
      $0.tcp?.flags.intersection([.syn, .ack]) == .syn
        && $0.tcp?.sequenceNumber == $0.ipv4?.destination.rawValue
    },
    Predicate(applies: "tcp", condition: "sequence != destination") {
      $0.protocol == .tcp && $0.tcp?.sequenceNumber != $0.ipv4?.destination.rawValue
    },
    Predicate(
      applies: "ipv4-tcp-syn",
      condition: "(identification ^ destination ^ targetPort ^ sequence) & 0xFFFF == 0"
    ) {
      guard let tcp = $0.tcp, let ip = $0.ipv4, tcp.flags.contains(.syn), !tcp.flags.contains(.ack)
      else { return false }
      let value =
        UInt32(ip.identification) ^ ip.destination.rawValue ^ UInt32(tcp.targetPort)
        ^ tcp.sequenceNumber
      return value % 65536 == 0
    },
    Predicate(applies: "any", condition: "targetPort in 17,53,443") {
      [17, 53, 443].contains($0.targetPort)
    },
    Predicate(applies: "udp", condition: "sourcePort == 53 and payload0 & 0x8000 == 0x8000") {
      $0.sourcePort == 53 && $0.protocol == .udp && $0.payload.count == 4
    },
    Predicate(applies: "udp", condition: "payloadLength > 0") {
      $0.protocol == .udp && !$0.payload.isEmpty
    },
    Predicate(applies: "tcp", condition: "optionKinds == 2-1-3-1-1-4 and windowScale == 8") {
      $0.tcpOptions.kinds == "2-1-3-1-1-4" && $0.tcpOptions.windowScale == 8
    },
    Predicate(applies: "tcp", condition: "maximumSegmentSize == none") {
      $0.protocol == .tcp && $0.tcpOptions.maximumSegmentSize == nil
    },
    Predicate(applies: "tcp", condition: "maximumSegmentSize > 1000") {
      ($0.tcpOptions.maximumSegmentSize ?? 0) > 1000
    },
    Predicate(applies: "any", condition: "dontFragment == 1 and protocol in 6..17") {
      $0.ipv4?.dontFragment == true && ($0.protocol == .tcp || $0.protocol == .udp)
    },
    Predicate(applies: "any", condition: "protocol == 1 and icmpType == 0") {
      $0.icmp?.type == 0
    },
    Predicate(applies: "any", condition: "targetPort == 0") { ($0.targetPort ?? 0) == 0 },
  ]

  @Test("A condition holds for the packets for which its meaning holds", arguments: predicates)
  func vectorEqualsScalar(_ predicate: Predicate) throws {
    let rules = try RuleSet(
      text: """
        rule test
          name test
          valid ..
          source this test
          applies \(predicate.applies)
          when \(predicate.condition)
        """,
      file: "test.rules"
    )
    var generator = Generator(state: 42)
    var found = 0
    // Batches of many sizes, so that the two sections meet anywhere in a group of sixteen.
    for count in [1, 15, 16, 17, 100, 255, 256] {
      var batch = HeaderBatch()
      var expected = MatchMask()
      for _ in 0..<count {
        let bytes = Self.frame(using: &generator)
        let packet = unsafe Packet(
          decoding: bytes.span.bytes,
          linkType: .ethernet,
          originalLength: bytes.count
        )
        let place = packet.protocol == .tcp ? batch.tcpCount : 255 - batch.otherCount
        _ = unsafe batch.append(
          bytes.span.bytes,
          at: 0,
          length: bytes.count,
          originalLength: bytes.count,
          linkType: .ethernet,
          timestamp: 0,
          mark: 0
        )
        if predicate.holds(packet) { expected = expected | MatchMask(place..<place + 1) }
      }
      var matches = RuleMatches(for: rules)
      rules.match(batch, times: batch.timeBounds, into: &matches)
      #expect(matches.strong[0] == expected)
      #expect(matches.classes.map(\.count) == [0, 0, 0, count])
      found += expected.count
    }
    #expect(found >= 5, "the condition is met too seldom to be tested")
  }

  @Test("A constant is computed for every SYN, in both byte orders")
  func constants() throws {
    let rules = try RuleSet.standard()
    #expect(rules.constants.map { rules.rules[$0].id } == ["unicornscan", "unicornscan-swapped"])
    var batch = HeaderBatch()
    let sequences: [UInt32] = [0x1111_2222, 0x3333_4444]
    for (sequence, target) in zip(sequences, [80, 443] as [UInt16]) {
      let bytes = ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(to: target, sequence: sequence))
      _ = unsafe batch.append(
        bytes.span.bytes,
        at: 0,
        length: bytes.count,
        originalLength: bytes.count,
        linkType: .ethernet,
        timestamp: CivilDay("2024-07-15")?.start ?? 0,
        mark: 0
      )
    }
    var matches = RuleMatches(for: rules)
    rules.match(batch, times: batch.timeBounds, into: &matches)
    #expect(matches.weak[rules.constants[0]].count == 2)
    // Target port << 16 + source port 40000 (0x9C40).
    #expect(matches.constants[0] == 0x1111_2222 ^ 0xCB00_7109 ^ 0x0050_9C40)
    #expect(matches.constants[1] == 0x3333_4444 ^ 0xCB00_7109 ^ 0x01BB_9C40)
    #expect(matches.constants[256] == 0x1111_2222 ^ 0x0971_00CB ^ 0x0050_9C40)
    #expect(matches.constants[257] == 0x3333_4444 ^ 0x0971_00CB ^ 0x01BB_9C40)
  }

  @Test("Of two classes the rule that stands first decides, and only strong matches do")
  func precedence() throws {
    func rules(_ first: String, _ second: String) throws -> RuleSet {
      try RuleSet(text: first + "\n" + second, file: "test.rules")
    }
    func rule(_ id: String, _ lines: String) -> String {
      "rule \(id)\nname n\nvalid ..\nsource s\napplies any\nwhen timeToLive == 57\n\(lines)"
    }
    let scan = rule("a", "class scan")
    let scatter = rule("b", "class backscatter")
    let weak = rule("a", "class scan\npackets 2")
    let frame = ProbeFrame.ipv4(.gre, [])
    #expect(Verdict(frame, by: try rules(scan, scatter)).trafficClass == .scan)
    #expect(Verdict(frame, by: try rules(scatter, scan)).trafficClass == .backscatter)
    let verdict = Verdict(frame, by: try rules(weak, scatter))
    #expect(verdict.trafficClass == .backscatter)
    #expect(verdict.weak == ["a"] && verdict.strong == ["b"])
  }

  @Test("Validity is half-open, packet by packet within one batch")
  func validity() throws {
    let rules = try RuleSet(
      text: """
        rule test
          name test
          valid 2024-03-21 .. 2024-03-22
          source this test
          applies any
          when timeToLive == 57
        """,
      file: "test.rules"
    )
    let start = try #require(CivilDay("2024-03-21")).start
    let end = try #require(CivilDay("2024-03-22")).start
    var batch = HeaderBatch()
    for number in [.tcp, .gre] as [IPProtocol] {
      for time in [start - 1, start, end - 1, end] {
        let bytes = ProbeFrame.ipv4(number, ProbeFrame.tcp())
        _ = unsafe batch.append(
          bytes.span.bytes,
          at: 0,
          length: bytes.count,
          originalLength: bytes.count,
          linkType: .ethernet,
          timestamp: time,
          mark: 0
        )
      }
    }
    var matches = RuleMatches(for: rules)
    rules.match(batch, times: batch.timeBounds, into: &matches)
    var places: [Int] = []
    matches.strong[0].forEach { places.append($0) }
    #expect(places.sorted() == [1, 2, 253, 254])
  }

  @Test("A mask counts, joins and takes away packets")
  func masks() {
    #expect(MatchMask(0..<256).count == 256 && MatchMask(7..<7).isEmpty)
    let mask = MatchMask(60..<70)
    var places: [Int] = []
    mask.forEach { places.append($0) }
    #expect(places.sorted() == Array(60..<70))
    #expect((0..<256).filter(mask.contains) == Array(60..<70))
    #expect(mask.filter { $0.isMultiple(of: 2) }.count == 5)
    #expect(mask & MatchMask(64..<256) == MatchMask(64..<70))
    #expect(mask | MatchMask(70..<130) == MatchMask(60..<130))
    #expect(mask.subtracting(MatchMask(0..<65)) == MatchMask(65..<70))
  }

  @Test("A stack's fingerprint is written as MuonFP writes it")
  func stacks() throws {
    func stack(_ tcp: [UInt8]) -> String? {
      let bytes = ProbeFrame.ipv4(.tcp, tcp)
      let packet = unsafe Packet(
        decoding: bytes.span.bytes,
        linkType: .ethernet,
        originalLength: bytes.count
      )
      return StackFingerprint(packet)?.description
    }
    #expect(stack(ProbeFrame.tcp(window: 1024, options: ProbeFrame.size(1460))) == "1024:2:1460:")
    #expect(
      stack(ProbeFrame.tcp(window: 65535, options: ProbeFrame.windows()))
        == "65535:2-1-3-1-1-4:1460:8"
    )
    #expect(stack(ProbeFrame.tcp(window: 65535)) == "65535:::")
    #expect(stack(ProbeFrame.tcp(flags: 0x12)) == nil && stack(ProbeFrame.tcp(flags: 4)) == nil)
  }
}
