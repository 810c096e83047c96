import Capture
import Enrichment
import Fingerprint
import FoundationEssentials
import Schema
import Tally
import Wire

/// A folder for the captures and lists of one test, removed when the test lets it go.
struct TallyFolder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path() + "/hirundo-tally-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file and returns its path.
  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: "\(path)/\(name)"))
    return "\(path)/\(name)"
  }

  /// Writes a pcap file of one sensor.
  func pcap(
    _ name: String,
    sensor: String = "here",
    linkType: LinkType = .ethernet,
    _ frames: [CapturedFrame]
  ) throws -> TallyInput {
    let file = "\(path)/\(name)"
    var writer = try PcapWriter(path: file, linkType: linkType)
    for frame in frames {
      try unsafe writer.write(
        frame.bytes.span.bytes,
        timestamp: frame.time,
        originalLength: UInt32(frame.bytes.count)
      )
    }
    try writer.close()
    return TallyInput(path: file, assignment: .sensor(sensor))
  }

  /// Writes a pcapng file of some interfaces, their frames and their statistics.
  func pcapng(
    _ name: String,
    interfaces: [String?] = ["here"],
    frames: [(interface: UInt32, frame: CapturedFrame)] = [],
    statistics: [InterfaceStatistics] = []
  ) throws -> TallyInput {
    let file = "\(path)/\(name)"
    var writer = try PcapngWriter(path: file)
    for interface in interfaces {
      _ = try writer.addInterface(CaptureInterface(linkType: .ethernet, name: interface))
    }
    for (interface, frame) in frames {
      try unsafe writer.write(
        frame.bytes.span.bytes,
        timestamp: frame.time,
        originalLength: UInt32(frame.bytes.count),
        interface: interface
      )
    }
    for entry in statistics { try writer.writeStatistics(entry) }
    try writer.close()
    return TallyInput(path: file, assignment: .interfaces(otherwise: "otherwise"))
  }

  /// Data about addresses: regions as CSV lines `prefix,CC`, and a list of scanners.
  func enrichment(
    regions: [String] = [],
    scanners: [String] = []
  ) throws -> EnrichmentSnapshot {
    var loader = EnrichmentLoader()
    if !regions.isEmpty {
      let lines = ["network,country_code"] + regions
      try loader.addTable(
        at: try write(Array(lines.joined(separator: "\n").utf8), to: "regions.csv")
      )
    }
    if !scanners.isEmpty {
      try loader.addScannerLists(
        at: try write(Array(scanners.joined(separator: "\n").utf8), to: "scanners.txt")
      )
    }
    return try loader.load()
  }

  /// The counts of captures under the rules that come with the program.
  func counts(
    _ inputs: [TallyInput],
    enrichment: EnrichmentSnapshot? = nil,
    zone: ReportingZone = .utc,
    threads: Int = 1
  ) async throws -> TallyResult {
    await TallyRun(
      inputs: inputs,
      rules: try RuleSet.standard(),
      enrichment: enrichment,
      zone: zone,
      threads: threads
    ).counts()
  }
}
