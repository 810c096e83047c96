import Capture
import Testing
import Wire

@Suite("Writing and reading back")
struct RoundTripTests {
  /// Frames of every length from 0 to 1,499 and some long ones: more than three windows.
  static let frames: [Reading.Record] = (0..<1500).map { index in
    Reading.Record(
      timestamp: 1_700_000_000_000_000_000 + Int64(index) * 1_000_000_007,
      bytes: (0..<index).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ index) },
      originalLength: UInt32(index) + UInt32(index % 3),
      interface: 0
    )
  }

  @Test("pcap gives back what was written", arguments: ["a.pcap", "a.pcap.gz", "a.pcap.zst"])
  func pcap(name: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(name)"
    var writer = try PcapWriter(path: path, linkType: .raw, snapLength: 1500)
    for frame in RoundTripTests.frames {
      try writer.write(
        unsafe frame.bytes.span.bytes,
        timestamp: frame.timestamp,
        originalLength: frame.originalLength
      )
    }
    try writer.close()
    let reading = Reading(path)
    #expect(reading.records == RoundTripTests.frames)
    #expect(reading.interfaces == [CaptureInterface(linkType: .raw, snapLength: 1500)])
    #expect(reading.error == nil && reading.warnings.isEmpty)
  }

  @Test("pcap in microseconds rounds down")
  func microseconds() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    var writer = try PcapWriter(path: path, linkType: .ethernet, nanoseconds: false)
    try writer.write(RawSpan(), timestamp: 1_234_567_899, originalLength: 60)
    try writer.close()
    #expect(Reading(path).records.map(\.timestamp) == [1_234_567_000])
  }

  @Test(
    "pcapng gives back what was written",
    arguments: ["a.pcapng", "a.pcapng.gz", "a.pcapng.zst"]
  )
  func pcapng(name: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/\(name)"
    let interfaces = [
      CaptureInterface(linkType: .ethernet, name: "sensor-1", description: "日本"),
      CaptureInterface(linkType: .raw, snapLength: 0),
    ]
    let statistics = InterfaceStatistics(
      interface: 1,
      startTime: 1_700_000_000_000_000_001,
      endTime: 1_700_000_060_000_000_002,
      received: 5,
      dropped: 1,
      filterAccepted: 4
    )
    let section = SectionOptions(
      hardware: "x86",
      operatingSystem: "Linux",
      application: "hirundo",
      comment: "a comment"
    )
    var writer = try PcapngWriter(path: path, section: section)
    for interface in interfaces { _ = try writer.addInterface(interface) }
    var frames = RoundTripTests.frames
    for index in frames.indices { frames[index].interface = UInt32(index % 2) }
    for frame in frames {
      try writer.write(
        unsafe frame.bytes.span.bytes,
        timestamp: frame.timestamp,
        originalLength: frame.originalLength,
        interface: frame.interface
      )
    }
    try writer.writeStatistics(statistics)
    try writer.close()
    let reading = Reading(path)
    #expect(reading.records == frames)
    #expect(reading.interfaces == interfaces)
    #expect(reading.statistics == [statistics])
    #expect(reading.error == nil && reading.warnings.isEmpty)
  }

  @Test("A frame longer than the writer's buffer is written whole")
  func longFrame() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a"
    let bytes = (0..<(1 << 20) + 1).map { UInt8(truncatingIfNeeded: $0 &* 7) }
    var writer = try PcapngWriter(path: path)
    let interface = try writer.addInterface(CaptureInterface(linkType: .raw, snapLength: 0))
    try writer.write(
      unsafe bytes.span.bytes,
      timestamp: 1,
      originalLength: UInt32(bytes.count),
      interface: interface
    )
    try writer.close()
    #expect(Reading(path).records.map(\.bytes) == [bytes])
  }

  @Test("What a format cannot hold is refused by its writer")
  func refuses() throws {
    let folder = try TemporaryFolder()
    var pcap = try PcapWriter(path: "\(folder.path)/a", linkType: .raw)
    for timestamp in [-1, Frame.noTimestamp, 4_294_967_296_000_000_000] {
      #expect(throws: CaptureError.self) {
        try pcap.write(RawSpan(), timestamp: timestamp, originalLength: 0)
      }
    }
    let long = [UInt8](repeating: 0, count: CaptureReader.longestFrame + 1)
    #expect(throws: CaptureError.self) {
      try pcap.write(unsafe long.span.bytes, timestamp: 0, originalLength: 0)
    }
    var pcapng = try PcapngWriter(path: "\(folder.path)/b")
    #expect(throws: CaptureError.self) {
      try pcapng.write(RawSpan(), timestamp: 0, originalLength: 0, interface: 0)
    }
    try pcap.close()
    try pcapng.close()
  }

  @Test("A full disk is reported by close")
  func fullDisk() throws {
    var writer = try PcapWriter(path: "/dev/full", linkType: .raw)
    try writer.write(RawSpan(), timestamp: 0, originalLength: 0)
    let error = closeError(writer)
    #expect(
      error?.description
        == "/dev/full at byte 0: it cannot be written (No space left on device); make room on the "
        + "disk or write elsewhere; the file is not whole."
    )
  }

  @Test("A folder that does not exist is reported at once")
  func missingFolder() {
    #expect(throws: CaptureError.self) {
      _ = try PcapWriter(path: "/nonexistent/a.pcap", linkType: .raw)
    }
  }

  private func closeError(_ writer: consuming PcapWriter) -> CaptureError? {
    do throws(CaptureError) {
      try writer.close()
      return nil
    } catch {
      return error
    }
  }
}
