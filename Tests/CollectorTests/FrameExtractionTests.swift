import Fingerprint
import Foundation
import Schema
import Segment
import Store
import Testing
import Wire

@testable import Collector

@Suite(
  "Evidence from the archive",
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)")
)
struct FrameExtractionTests {
  private let rules: RuleSet

  init() throws {
    rules = try RuleSet(text: SampleCapture.rules, file: "test.rules")
  }

  private func filled() async throws -> TestStation {
    let station = try await TestStation()
    try SampleCapture.write(to: station.folder)
    try await station.ingest(SampleCapture.both, rules)
    return station
  }

  private func extract(
    _ station: TestStation,
    _ kind: PacketFilter.Kind,
    _ word: String,
    limit: UInt64? = nil,
    to name: String = "evidence.pcapng.zst"
  ) async throws -> FrameExtraction.Result {
    var filter = PacketFilter()
    try filter.add(word, to: kind)
    return try await FrameExtraction(
      store: station.store,
      directory: station.directory,
      filter: filter,
      range: TimeRange(start: 0, end: .max),
      thresholds: rules.thresholds,
      limit: limit,
      software: "hirundo 0.3.0",
      comment: "a test"
    ).run(to: "\(station.folder)/\(name)")
  }

  /// The four frames of 192.0.2.1.
  private let bot = [
    SampleCapture.tokyo[0], SampleCapture.tokyo[1], SampleCapture.tokyo[3], SampleCapture.lima[0],
  ]

  @Test("The frames of a source are written as they were captured, an interface a sensor")
  func source() async throws {
    let station = try await filled()
    let result = try await extract(station, .source, "192.0.2.1")
    #expect(result.rows == 4)
    #expect(result.frames == 4)
    // Two days of tokyo and one of lima.
    #expect(result.segments == 3)
    #expect(result.warnings == [])
    #expect(result.faults == [])
    let (records, interfaces) = try SampleCapture.read("\(station.folder)/evidence.pcapng.zst")
    #expect(records == bot)
    #expect(interfaces == ["tokyo", "lima"])
  }

  @Test("A tag's hints bring the frames of sources with enough of them")
  func hints() async throws {
    let station = try await filled()
    _ = try await extract(station, .tag, "zmap-ipid")
    let (records, _) = try SampleCapture.read("\(station.folder)/evidence.pcapng.zst")
    #expect(records == [SampleCapture.tokyo[2], SampleCapture.tokyo[4]])
  }

  @Test("Compacted days give the same file")
  func compacted() async throws {
    let station = try await filled()
    _ = try await extract(station, .source, "192.0.2.1", to: "a.pcapng")
    let compaction = ArchiveCompaction(
      store: station.store,
      directory: station.directory,
      before: CivilDay(number: 19_920)
    )
    let result = try await compaction.run(writer: station.writer())
    #expect(result.merged == 3)
    #expect(result.moved == 3)
    _ = try await extract(station, .source, "192.0.2.1", to: "b.pcapng")
    let files = try ["a", "b"].map {
      try Data(contentsOf: URL(filePath: "\(station.folder)/\($0).pcapng"))
    }
    #expect(files[0] == files[1])
  }

  @Test("A limit ends the file with the earliest segments' frames", arguments: [1, 2, 3, 4])
  func limit(_ count: Int) async throws {
    let station = try await filled()
    let result = try await extract(station, .source, "192.0.2.1", limit: UInt64(count))
    #expect(result.rows == 4)
    #expect(result.frames == UInt64(count))
    #expect(result.isCut == (count < 4))
    let (records, _) = try SampleCapture.read("\(station.folder)/evidence.pcapng.zst")
    #expect(records == Array(bot[..<count]))
  }

  @Test("Nothing is written where no row passes")
  func nothing() async throws {
    let station = try await filled()
    let result = try await extract(station, .source, "198.51.100.0/24")
    #expect(result == FrameExtraction.Result())
    let path = "\(station.folder)/evidence.pcapng.zst"
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("A row that no frame agrees with is a warning, and the others are written")
  func mismatch() async throws {
    let station = try await filled()
    let segments = try await station.store.segments(of: "lima", on: CivilDay(number: 19_919))
    var row = PacketRow(
      timestamp: SampleCapture.instant(19_919, 6),
      sensor: "lima",
      sequence: try #require(segments.first).sequence,
      source: .v4(IPv4Address(192, 0, 2, 1)),
      target: .v4(IPv4Address(203, 0, 113, 9)),
      protocol: .tcp
    )
    row.length = 60
    var block = PacketBlock(day: CivilDay(number: 19_919))
    block.append(row)
    var bytes: [UInt8] = []
    block.encode(into: &bytes)
    try await station.store.insert(packets: [bytes])
    let result = try await extract(station, .source, "192.0.2.1")
    #expect(result.rows == 5)
    #expect(result.frames == 4)
    #expect(result.warnings.count == 1)
    let sentence = try #require(result.warnings.first)
    #expect(sentence.contains("of sensor lima: 1 of 2 rows agree with none of its frames"))
  }

  @Test("A segment that is damaged is a fault, and the others are written")
  func damage() async throws {
    let station = try await filled()
    let file = try #require(station.files(in: "archive/lima").first)
    try Data([1, 2, 3]).write(to: URL(filePath: file))
    let result = try await extract(station, .source, "192.0.2.1")
    #expect(result.rows == 4)
    #expect(result.frames == 3)
    #expect(result.faults.count == 1)
    let (records, _) = try SampleCapture.read("\(station.folder)/evidence.pcapng.zst")
    #expect(records == Array(bot[..<3]))
  }

  /// tshark comes with `make bench`; without it nobody but our own reader opens the file here.
  @Test(
    "Wireshark's reader finds interfaces, nanoseconds and lengths",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/tshark"),
      "tshark is missing; run: apt-get install tshark"
    )
  )
  func wireshark() async throws {
    let station = try await filled()
    _ = try await extract(station, .source, "192.0.2.1")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/tshark")
    process.arguments = [
      "-r", "\(station.folder)/evidence.pcapng.zst", "-T", "fields", "-e", "frame.interface_name",
      "-e", "frame.time_epoch", "-e", "frame.cap_len", "-e", "frame.len", "-e", "tcp.dstport",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    // 2024-07-14T10:00:00Z is second 1,720,951,200.
    #expect(
      text == """
        tokyo\t1720951200.123456789\t54\t54\t23
        tokyo\t1720951201.123456789\t54\t54\t2323
        tokyo\t1721005200.123456789\t54\t60\t23
        lima\t1721019600.123456789\t54\t54\t23

        """
    )
  }
}
