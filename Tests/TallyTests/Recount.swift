import Schema
import Wire

/// Counts packets again with nothing but sets and dictionaries, the rules written out by hand.
///
/// Of the rules about UDP answers only that about DNS is here: no other such packet is simulated.
struct Recount {
  private struct Verdict {
    var strong: Set<String> = []
    var weak: Set<String> = []
    var trafficClass: TrafficClass = .other
  }

  private struct Match {
    var source: IPAddress
    var time: Int64
  }

  private struct FollowedRun: Hashable {
    var file: Int
    var source: IPAddress
  }

  private struct SYN {
    var sequence: UInt32
    var constant: UInt32
    var swapped: UInt32
  }

  var zone: ReportingZone
  /// Where an address is.
  var region: (IPAddress) -> Region
  /// The list rules that name an address.
  var lists: (IPAddress) -> Set<String>

  private(set) var summary = TallySummary()
  private var sources: Set<IPAddress> = []
  private var hosts: [CivilDay: Set<IPAddress>] = [:]
  private var strong: [String: [Match]] = [:]
  private var weak: [String: [Match]] = [:]
  private var lastSYN: [FollowedRun: SYN] = [:]

  init(
    zone: ReportingZone,
    region: @escaping (IPAddress) -> Region,
    lists: @escaping (IPAddress) -> Set<String>
  ) {
    self.zone = zone
    self.region = region
    self.lists = lists
  }

  /// Counts a frame of a file.
  mutating func add(_ frame: CapturedFrame, file: Int, sensor: String) {
    let packet = unsafe Packet(
      decoding: frame.bytes.span.bytes,
      linkType: .ethernet,
      originalLength: frame.bytes.count
    )
    guard let source = packet.source, let number = packet.protocol else { return }
    let label: PortLabel =
      switch (packet.transport, packet.targetPort) {
      case (.tcp, let port?): .tcp(port)
      case (.udp, let port?): .udp(port)
      default: .protocol(number)
      }
    let day = zone.day(of: frame.time).day
    summary.packets += 1
    summary.labels[sensor, default: [:]][day, default: [:]][label, default: 0] += 1
    sources.insert(source)
    let verdict = Self.verdict(packet, frame.bytes)
    summary.classes[verdict.trafficClass, default: 0] += 1
    let match = Match(source: source, time: frame.time)
    for rule in verdict.strong.union(lists(source)) { strong[rule, default: []].append(match) }
    for rule in verdict.weak { weak[rule, default: []].append(match) }
    if verdict.strong.contains("mirai") { hosts[day, default: []].insert(source) }
    follow(packet, match, file: file)
  }

  private mutating func follow(_ packet: Packet, _ match: Match, file: Int) {
    guard let ip = packet.ipv4, let tcp = packet.tcp, tcp.flags.rawValue & 0x12 == 2 else { return }
    let destination = ip.destination.rawValue
    guard tcp.sequenceNumber != destination else { return }
    let ports = UInt32(tcp.targetPort) << 16 | UInt32(tcp.sourcePort)
    let syn = SYN(
      sequence: tcp.sequenceNumber,
      constant: tcp.sequenceNumber ^ destination ^ ports,
      swapped: tcp.sequenceNumber ^ destination.byteSwapped ^ ports
    )
    let run = FollowedRun(file: file, source: match.source)
    if let last = lastSYN[run], last.sequence != syn.sequence {
      if last.constant == syn.constant { weak["unicornscan", default: []].append(match) }
      if last.swapped == syn.swapped { weak["unicornscan-swapped", default: []].append(match) }
    }
    lastSYN[run] = syn
  }

  /// The counts of all frames.
  mutating func finish() -> TallySummary {
    summary.sources = sources.count
    summary.hosts = hosts.mapValues { day in
      Dictionary(grouping: day, by: region).mapValues(\.count)
    }
    for rule in Set(strong.keys).union(weak.keys) {
      let proof = strong[rule, default: []]
      let hints = Dictionary(grouping: weak[rule, default: []], by: \.source)
      let proven = Set(proof.map(\.source))
      let counted =
        proof + hints.filter { $1.count > 1 || proven.contains($0) }.flatMap(\.value)
      guard let first = counted.map(\.time).min(), let last = counted.map(\.time).max() else {
        continue
      }
      summary.tags[rule] = TallySummary.Tag(
        packets: UInt64(counted.count),
        sources: Set(counted.map(\.source)).count,
        first: first,
        last: last
      )
    }
    return summary
  }

  private static func verdict(_ packet: Packet, _ bytes: [UInt8]) -> Verdict {
    var verdict = Verdict()
    if let tcp = packet.tcp { judge(tcp, packet, &verdict) }
    if let udp = packet.udp { judge(udp, Array(bytes[packet.payload]), packet, &verdict) }
    if let type = packet.icmp?.type, packet.protocol == .icmp {
      if type == 8 { judgeZMap(packet, hasTrait: false, &verdict) }
      if [0, 3, 4, 5, 11, 12, 14, 16, 18].contains(type) { verdict.strong.insert("backscatter") }
      if verdict.trafficClass == .other, [8, 13, 15, 17].contains(type) {
        verdict.trafficClass = .scan
      }
    }
    // Tools first, then answers, then requests; a probe is what is left.
    let tools: Set = ["mirai", "zmap-ipid", "zmap-options", "masscan", "nmap-syn"]
    if !verdict.strong.isDisjoint(with: tools) {
      verdict.trafficClass = .scan
    } else if verdict.strong.contains("backscatter") || verdict.strong.contains("backscatter-udp") {
      verdict.trafficClass = .backscatter
    } else if verdict.strong.contains("amplification-request") {
      verdict.trafficClass = .amplificationRequest
    }
    return verdict
  }

  private static func judgeZMap(_ packet: Packet, hasTrait: Bool, _ verdict: inout Verdict) {
    guard let ip = packet.ipv4, ip.identification == 54_321 else { return }
    if hasTrait || ip.timeToLive > 200 {
      verdict.strong.insert("zmap-ipid")
    } else {
      verdict.weak.insert("zmap-ipid")
    }
  }

  private static func judge(_ tcp: TCPHeader, _ packet: Packet, _ verdict: inout Verdict) {
    let (flags, options) = (tcp.flags.rawValue, packet.tcpOptions)
    let isBare = options.packedKinds == 0
    let hasSizeAlone = options.kinds == "2" && options.maximumSegmentSize == 1460
    if flags & 0x16 == 2 {
      verdict.trafficClass = .scan
      judgeZMap(packet, hasTrait: tcp.window == 65_535 && isBare, &verdict)
    }
    if flags & 0x12 == 0x12 || flags & 4 == 4 { verdict.strong.insert("backscatter") }
    guard flags & 0x12 == 2 else { return }
    if tcp.window == 1024, hasSizeAlone { verdict.strong.insert("nmap-syn") }
    if tcp.window == 512, isBare { verdict.weak.insert("hping3") }
    guard let ip = packet.ipv4 else { return }
    let destination = ip.destination.rawValue
    if tcp.sequenceNumber == destination { verdict.strong.insert("mirai") }
    if options.kinds == "2-1-3-1-1-4", options.windowScale == 8, !ip.dontFragment,
      options.maximumSegmentSize == 1460, tcp.window == 65_535, ip.timeToLive > 200
    {
      verdict.strong.insert("zmap-options")
    }
    let mixed =
      UInt32(ip.identification) ^ destination ^ UInt32(tcp.targetPort) ^ tcp.sequenceNumber
    if mixed & 0xFFFF == 0 {
      let hasTrait =
        tcp.window == 1024 && isBare && ip.timeToLive > 200 || tcp.window == 1025 && hasSizeAlone
      if hasTrait { verdict.strong.insert("masscan") } else { verdict.weak.insert("masscan") }
    }
  }

  private static func judge(
    _ udp: UDPHeader,
    _ payload: [UInt8],
    _ packet: Packet,
    _ verdict: inout Verdict
  ) {
    verdict.trafficClass = .scan
    judgeZMap(packet, hasTrait: false, &verdict)
    let bytes = payload + Array(repeating: 0, count: max(0, 16 - payload.count))
    if udp.sourcePort == 53, payload.count >= 12, bytes[2] & 0x80 != 0 {
      verdict.strong.insert("backscatter-udp")
    }
    let isRequest =
      switch udp.targetPort {
      case 53: bytes[2] & 0x80 == 0 && bytes[4] == 0 && bytes[5] == 1
      case 123: bytes[0] & 0x87 == 7 || bytes[0] & 7 == 6 && bytes[1] & 0x80 == 0
      case 1900: bytes.starts(with: Array("M-SE".utf8))
      case 11211: ["stat", "gets", "get "].contains { bytes[8..<12].elementsEqual($0.utf8) }
      case 161, 389: bytes[0] == 0x30
      case 17, 19, 69, 111, 137, 427, 3283, 3702, 5353, 10_001, 27_015, 37_810: !payload.isEmpty
      default: false
      }
    if isRequest { verdict.strong.insert("amplification-request") }
  }
}
