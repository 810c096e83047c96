import Capture
import Foundation
import Schema
import Testing
import Wire

@testable import Segment

@Suite("Opening and verifying a segment")
struct ClosedSegmentTests {
  let morning = SampleSegment.morning

  @Test("A segment that was closed is the same when it is opened")
  func opens() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    let segment = try SampleSegment.closed(7)
    try TemporaryFolder.write([9, 9] + segment.compressed + [9], to: path)
    let opened = try ClosedSegment(
      fileAt: path,
      offset: 2,
      length: segment.compressed.count,
      identity: segment.identity,
      digest: segment.digest
    )
    #expect(opened.compressed == segment.compressed && opened.content == segment.content)
    #expect(opened.digest == segment.digest && opened.identity == segment.identity)
    #expect(opened.coverage == segment.coverage && opened.frameTimes == morning...morning)
    #expect(opened.received == 5 && opened.dropped == 1)
    #expect(throws: SegmentError.self) { try ClosedSegment(fileAt: path) }
    #expect(throws: SegmentError.self) { try ClosedSegment(fileAt: path, offset: 2, length: 9999) }
    #expect(throws: SegmentError.self) { try ClosedSegment(fileAt: path, offset: -1) }
  }

  @Test("Every cut is noticed, and every changed byte that changes the contents")
  func damage() throws {
    let segment = try SampleSegment.closed()
    let bytes = segment.compressed
    for length in 0..<bytes.count {
      #expect(throws: SegmentError.self) {
        try ClosedSegment(verifying: Array(bytes[..<length]), path: "a")
      }
    }
    for place in bytes.indices {
      var changed = bytes
      changed[place] ^= 0x10
      // A few bits of zstd say the same either way, such as an unused one of its frame header.
      let opened = try? ClosedSegment(verifying: changed, path: "a")
      #expect(opened == nil || opened?.content == segment.content, "byte \(place)")
      #expect(throws: SegmentError.self, "byte \(place)") {
        try ClosedSegment(verifying: changed, path: "a", digest: segment.digest)
      }
    }
  }

  @Test("Another digest, another identity and bytes behind it are refused in a sentence")
  func mismatches() throws {
    let segment = try SampleSegment.closed()
    let other = try SegmentIdentity(sensor: "s", sequence: 2)
    let error = #expect(throws: SegmentError.self) {
      try ClosedSegment(verifying: segment.compressed, path: "a.zst", identity: other)
    }
    #expect(
      error?.description
        == "a.zst: it is segment 1 of sensor s and should be segment 2 of sensor s; fetch the "
        + "segment again from its sensor or from a copy of the archive."
    )
    #expect(throws: SegmentError.self) {
      try ClosedSegment(
        verifying: segment.compressed,
        path: "a",
        digest: ContentDigest(of: [])
      )
    }
    let trailing = #expect(throws: SegmentError.self) {
      try ClosedSegment(verifying: segment.compressed + [0], path: "a")
    }
    #expect(trailing?.place == "byte \(segment.compressed.count)")
  }

  /// Sections that are whole pcapng and no segment.
  enum Foreign: CaseIterable {
    case noComment, noStatistics, statisticsFirst, twoSections, secondDay, outsideCoverage, slow
    case otherByteOrder
  }

  @Test("What a segment promises is checked", arguments: Foreign.allCases)
  func promises(foreign: Foreign) throws {
    let identity = try SegmentIdentity(sensor: "s", sequence: 1)
    var options = SegmentHeader(identity: identity, software: "x").options
    if foreign == .noComment { options.comment = "hirundo-segment/1 sensor=s sequence=+1" }
    let day: Int64 = 86_400_000_000_000
    var section = PcapngSection(options)
    _ = section.addInterface(CaptureInterface(linkType: .raw))
    var end = morning + 10
    if foreign == .secondDay || foreign == .slow { end = morning + day / 2 }
    let statistics = InterfaceStatistics(
      interface: 0,
      startTime: foreign == .secondDay ? morning - day : morning,
      endTime: end
    )
    if foreign == .statisticsFirst { section.append(statistics) }
    let times = [morning, foreign == .slow ? morning + 61_000_000_000 : morning + 1]
    var reader = try SampleSegment.reader(
      times.map { SampleSegment.Record(foreign == .outsideCoverage ? $0 - 1 : $0) }
    )
    var batch = FrameBatch()
    while try reader.read(into: &batch) {
      let count = batch.count
      reader.withBytes { section.append(batch, 0..<count, of: $0, interfaces: [0]) }
    }
    if foreign != .noStatistics, foreign != .statisticsFirst { section.append(statistics) }
    var content = section.finish()
    if foreign == .twoSections { content += content }
    if foreign == .otherByteOrder { content[8..<12].reverse() }
    let compressed = try ZstdFrame.encode(unsafe content.span.bytes, level: 1)
    #expect(throws: SegmentError.self) { try ClosedSegment(verifying: compressed, path: "a") }
  }

  @Test("A claimed length costs no memory before it is refused")
  func bomb() throws {
    let zeros = [UInt8](repeating: 0, count: ClosedSegment.longestContent + 1)
    let compressed = try ZstdFrame.encode(unsafe zeros.span.bytes, level: 1)
    let error = #expect(throws: SegmentError.self) {
      try ClosedSegment(verifying: compressed, path: "a")
    }
    #expect(error?.rule.contains("claims 25165825 bytes and may hold 25165824") == true)
  }

  @Test(
    "capinfos opens a segment and shows whose it is",
    // Wireshark's program is not installed everywhere.
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/capinfos"))
  )
  func wireshark() throws {
    let folder = try TemporaryFolder()
    let records = (0..<3).map { SampleSegment.Record(morning + Int64($0)) }
    let segment = try SampleSegment.closed(7, records)
    let path = "\(folder.path)/\(segment.name)"
    try TemporaryFolder.write(segment.compressed, to: path)
    let text = try Program.output("/usr/bin/capinfos", ["-M", path])
    #expect(text.contains("Number of packets:   3"))
    #expect(text.contains("Capture comment:     hirundo-segment/1 sensor=s sequence=7"))
    #expect(text.contains("Capture application: hirundo 0.3.0"))
    #expect(text.contains("timestamp precision:  nanoseconds (9)"))
  }
}
