import Testing
import Wire

@Suite("hirundo classify")
struct ClassifyCommandTests {
  /// The tags of scanning tools; others (backscatter, bogon) say nothing of the tool.
  private static let tools: Set<Substring> = [
    "mirai", "zmap-ipid", "zmap-options", "masscan", "nmap-syn", "unicornscan",
    "unicornscan-swapped", "hping3",
  ]

  /// Packets and sources by tag, of the tags of tools.
  private func found(_ run: Program.Outcome) -> [Substring: String] {
    var found: [Substring: String] = [:]
    for line in run.lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      if Self.tools.contains(cells[0]) { found[cells[0]] = "\(cells[1]) of \(cells[2])" }
    }
    return found
  }

  @Test(
    "Real tools are found with all their packets, and nothing of the kind elsewhere",
    .enabled(if: ReferenceData.isPresent, "the reference captures are not there")
  )
  func tools() async throws {
    // Packets and sources as the README of the captures counts them. The SYNs of nmap-ping.pcap are
    // Nmap's too: -PS443 sends one to each of 32 addresses.
    let truth: [String: [Substring: String]] = [
      "masscan.pcap": ["masscan": "1792 of 1"],
      "masscan-adapterport.pcap": ["masscan": "256 of 1"],
      "zmap.pcap": ["zmap-ipid": "512 of 1"],
      "zmap-udp.pcap": ["zmap-ipid": "128 of 1"],
      "zmap-icmp.pcap": ["zmap-ipid": "128 of 1"],
      "nmap-syn.pcap": ["nmap-syn": "192 of 1"],
      "nmap-ping.pcap": ["nmap-syn": "32 of 1"],
      "hping3.pcap": ["hping3": "50 of 1"],
      "hping3-incport.pcap": ["hping3": "100 of 1"],
    ]
    let folder = try TemporaryFolder()
    let files = try ReferenceData.files(in: "tools-captures").filter { $0.hasSuffix(".pcap") }
    #expect(files.count == 17)
    for path in files {
      let name = String(path.split(separator: "/").last ?? "")
      let run = try await folder.program("classify", path, "--format", "csv")
      #expect(run.status == 0)
      #expect(found(run) == truth[name, default: [:]], "\(name)")
    }
  }

  private static let america = IPv4Address(73, 0, 0, 1)
  private static let japan = IPv4Address(126, 64, 0, 1)
  /// 192.0.2.1 as a number is 0xC0000201.
  private static let sensor = IPv4Address(192, 0, 2, 1)

  private static let zmap = ProbeFrame(
    source: america,
    target: sensor,
    port: 443,
    sequence: 0x0102_0304,
    identification: 54_321
  )
  // 0xC0000201 ^ 23 ^ 0x01020304 is 0xC1020112, of which masscan keeps the low 16 bits.
  private static let masscan = ProbeFrame(
    source: japan,
    target: sensor,
    port: 23,
    sequence: 0x0102_0304,
    identification: 0x0112
  )

  @Test("One match by chance makes no scanner, however many sources have one")
  func chance() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      [(1_714_521_600, Self.zmap.bytes), (1_714_521_601, Self.masscan.bytes)],
      to: "chance.pcap"
    )
    let run = try await folder.program("classify", "chance.pcap", "--format", "csv")
    #expect(run.status == 0)
    #expect(run.lines == ["tag,packets,sources,first_seen,last_seen,reason"])
  }

  @Test("Two matches of one source make a scanner, with the times of its packets")
  func twice() async throws {
    let folder = try TemporaryFolder()
    var second = Self.zmap
    second.port = 8443
    second.sourcePort = 41_000
    try folder.write(
      [
        (1_714_521_600, Self.zmap.bytes), (1_714_521_601, Self.masscan.bytes),
        (1_714_521_660, second.bytes),
      ],
      to: "twice.pcap"
    )
    let run = try await folder.program("classify", "twice.pcap", "--format", "csv")
    #expect(run.lines.count == 2)
    #expect(
      run.lines[1].hasPrefix("zmap-ipid,2,1,2024-05-01T00:00:00Z,2024-05-01T00:01:00Z,")
    )
  }

  @Test("A second trait makes one packet enough: masscan's window, ZMap's time to live")
  func traits() async throws {
    let folder = try TemporaryFolder()
    var zmap = Self.zmap
    zmap.timeToLive = 240
    var masscan = Self.masscan
    masscan.timeToLive = 240
    masscan.window = 1024
    try folder.write(
      [(1_714_521_600, zmap.bytes), (1_714_521_601, masscan.bytes)],
      to: "traits.pcap"
    )
    let run = try await folder.program("classify", "traits.pcap", "--format", "csv")
    #expect(found(run) == ["zmap-ipid": "1 of 1", "masscan": "1 of 1"])
  }

  @Test("JSON is a list with an object a row")
  func json() async throws {
    let folder = try TemporaryFolder()
    var zmap = Self.zmap
    zmap.timeToLive = 240
    try folder.write([(1_714_521_600, zmap.bytes)], to: "one.pcap")
    let run = try await folder.program("classify", "one.pcap", "--format", "json")
    #expect(
      try TallyObject.keys(run.output) == [
        "tag", "packets", "sources", "first_seen", "last_seen", "reason",
      ]
    )
  }

  @Test("By stack a row is a way to word a SYN")
  func stack() async throws {
    let folder = try TemporaryFolder()
    try folder.write([(1_714_521_600, Self.masscan.bytes)], to: "one.pcap")
    let run = try await folder.program("classify", "one.pcap", "--by", "stack", "--format", "csv")
    #expect(run.lines.count == 2)
    #expect(run.lines[1].hasPrefix("5840:::,1,1,2024-05-01T00:00:00Z,2024-05-01T00:00:00Z,"))
  }
}
