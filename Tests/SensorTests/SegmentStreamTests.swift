import Capture
import Schema
import Segment
import Synchronization
import Testing
import Wire

@testable import Sensor

@Suite("Frames become segments")
struct SegmentStreamTests {
  /// 2024-07-15T09:30:00Z, in nanoseconds since 1970: 19,919 days and 34,200 seconds.
  let morning: Int64 = (19_919 * 86_400 + 34_200) * 1_000_000_000
  /// 2024-07-16T00:00:00Z.
  let midnight: Int64 = 19_920 * 86_400 * 1_000_000_000
  let second: Int64 = 1_000_000_000
  let ethernet = CaptureInterface(linkType: .ethernet, name: "eth0")

  /// A spool, a stream into it, and what the stream has said.
  struct Bench: ~Copyable {
    let folder: TemporaryFolder
    let spool: Spool
    let counters = SensorCounters()
    var stream: SegmentStream

    init(at time: Int64, journalInterval: Int64 = .max) throws {
      let folder = try TemporaryFolder()
      let spool = try Spool(folder: "\(folder.path)/spool", now: { time })
      self.folder = folder
      self.spool = spool
      stream = SegmentStream(
        sensor: "s",
        software: "hirundo-sensor 0.5.0",
        spool: spool,
        firstSequence: 5,
        journalInterval: journalInterval,
        counters: counters,
        report: { Issue.record("\($0)") }
      )
    }

    /// Frames of three bytes with some times, on an interface.
    mutating func take(_ times: [Int64], on interface: UInt32 = 0, length: Int = 3) throws {
      let path = "\(folder.path)/frames.pcapng"
      var writer = try PcapngWriter(path: path)
      for _ in 0...interface {
        _ = try writer.addInterface(CaptureInterface(linkType: .ethernet))
      }
      let bytes = [UInt8](repeating: 7, count: length)
      for time in times {
        try writer.write(
          unsafe bytes.span.bytes,
          timestamp: time,
          originalLength: UInt32(length),
          interface: interface
        )
      }
      try writer.close()
      var reader = try CaptureReader(path: path)
      var batch = FrameBatch()
      while try reader.read(into: &batch) {
        try reader.withBytes { bytes in try stream.append(batch, of: bytes) }
      }
    }

    /// Ends the stream; gives the segments.
    mutating func end(at time: Int64) throws -> [ClosedSegment] {
      try stream.end(at: time)
      var segments: [ClosedSegment] = []
      for segment in spool.unshipped(1000) {
        segments.append(try ClosedSegment(verifying: spool.bytes(of: segment), path: "s"))
      }
      return segments
    }
  }

  func range(_ start: Int64, _ end: Int64) -> TimeRange { TimeRange(start: start, end: end) }

  @Test("A segment ends after a minute, and an empty one is one too")
  func minute() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    try bench.take([morning + 1, morning + 59 * second, morning + 60 * second])
    for tick in 1...200 { try bench.stream.tick(at: morning + Int64(tick) * second) }
    let segments = try bench.end(at: morning + 200 * second)
    #expect(segments.map(\.identity.sequence) == [5, 6, 7, 8])
    #expect(segments.map(\.frameCount) == [2, 1, 0, 0])
    #expect(
      segments.map(\.coverage) == [
        range(morning, morning + 60 * second), range(morning + 60 * second, morning + 120 * second),
        range(morning + 120 * second, morning + 180 * second),
        range(morning + 180 * second, morning + 200 * second),
      ]
    )
    #expect(segments.map(\.received) == [2, 1, 0, 0])
    #expect(bench.counters.current.lastSequence == 8)
  }

  @Test("A segment ends at midnight UTC, with and without a frame behind it")
  func day() throws {
    for times in [[], [midnight - 1, midnight, midnight + 5]] {
      var bench = try Bench(at: midnight)
      try bench.stream.listen(on: [ethernet], after: 0, at: midnight - 10 * second)
      for tick in -10...10 {
        try bench.take(times.filter { ($0 - midnight) / second == tick })
        try bench.stream.tick(at: midnight + Int64(tick) * second)
      }
      let segments = try bench.end(at: midnight + 10 * second)
      #expect(
        segments.map(\.coverage) == [
          range(midnight - 10 * second, midnight), range(midnight, midnight + 10 * second),
        ]
      )
      #expect(segments.map(\.frameCount).reduce(0, +) == times.count)
    }
  }

  @Test("A segment that is full ends at the frame that does not fit")
  func full() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    let times = (0..<9000).map { morning + Int64($0) * 1000 }
    try bench.take(times, length: 1000)
    let segments = try bench.end(at: morning + second)
    // 8 MiB hold 8,128 blocks of 1,032 bytes at the most.
    #expect(segments.count == 2)
    #expect(segments.map(\.frameCount).reduce(0, +) == 9000)
    #expect(segments.allSatisfy { $0.content.count <= 8 << 20 })
    #expect(segments[0].coverage.end == segments[1].coverage.start)
    #expect(segments[0].coverage.end == times[segments[0].frameCount])
  }

  @Test("A clock that is set back ends the segment where it stood, and begins another")
  func back() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    try bench.take([morning + second])
    try bench.stream.tick(at: morning + 2 * second)
    try bench.take([morning - 7200 * second])
    try bench.stream.tick(at: morning - 7199 * second)
    try bench.stream.tick(at: morning - 7198 * second)
    let segments = try bench.end(at: morning - 7190 * second)
    #expect(
      segments.map(\.coverage) == [
        range(morning, morning + 2 * second),
        range(morning - 7200 * second, morning - 7190 * second),
      ]
    )
    #expect(segments.map(\.frameCount) == [1, 1])
  }

  @Test("What lies between two looks at a clock that was set forward is not covered")
  func forward() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    try bench.stream.tick(at: morning + 3 * second)
    try bench.stream.tick(at: morning + 7200 * second)
    try bench.stream.tick(at: morning + 7201 * second)
    let segments = try bench.end(at: morning + 7202 * second)
    #expect(
      segments.map(\.coverage) == [
        range(morning, morning + 3 * second),
        range(morning + 7200 * second, morning + 7202 * second),
      ]
    )
  }

  @Test("Frames that are a little late widen the segment and open no other")
  func late() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    try bench.take([morning + 5, morning - 100])
    let segments = try bench.end(at: morning + second)
    #expect(segments.map(\.coverage) == [range(morning - 100, morning + second)])
    #expect(segments.map(\.frameCount) == [2])
  }

  @Test("Another set of interfaces is another segment, and none without any")
  func interfaces() throws {
    let other = CaptureInterface(linkType: .ethernet, name: "eth1")
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet, nil], after: 0, at: morning)
    try bench.take([morning + 1])
    try bench.stream.listen(on: [ethernet, other], after: morning + second, at: morning + second)
    try bench.take([morning + second + 1], on: 1)
    try bench.take([morning + second + 2], on: 0)
    try bench.stream.listen(on: [nil, nil], after: morning + 2 * second, at: morning + 3 * second)
    try bench.stream.tick(at: morning + 4 * second)
    try bench.stream.listen(on: [nil, other], after: morning, at: morning + 9 * second)
    let segments = try bench.end(at: morning + 10 * second)
    #expect(
      segments.map(\.coverage) == [
        range(morning, morning + second), range(morning + second, morning + 2 * second),
        range(morning + 9 * second, morning + 10 * second),
      ]
    )
    var described: [[String?]] = []
    var used: [[String?]] = []
    for segment in segments {
      var reader = try segment.frames()
      var batch = FrameBatch()
      var names: [String?] = []
      while try reader.read(into: &batch) {
        for place in 0..<batch.count {
          names.append(reader.interfaces[Int(batch[place].interface)].name)
        }
      }
      described.append(reader.interfaces.map(\.name))
      used.append(names)
    }
    #expect(described == [["eth0"], ["eth0", "eth1"], ["eth1"]])
    #expect(used == [["eth0"], ["eth1", "eth0"], []])
  }

  @Test("Packets that were lost are received and dropped, in the segment that was open")
  func lost() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    try bench.take([morning + 1])
    bench.stream.lose(3)
    let segments = try bench.end(at: morning + second)
    #expect(segments.map(\.received) == [4])
    #expect(segments.map(\.dropped) == [3])
  }

  @Test("The journal has what came until the last look, and is gone with the segment")
  func journal() throws {
    var bench = try Bench(at: morning, journalInterval: 5 * second)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    let journals = bench.spool.journalFolder
    for tick in 1...11 {
      try bench.take([morning + Int64(tick) * second - 1])
      try bench.stream.tick(at: morning + Int64(tick) * second)
    }
    let name = "20240715T093000Z-00000000000000000005.pcapng.zst.open"
    #expect(TemporaryFolder.files(in: journals) == [name])
    #expect(try SegmentJournal.recover("\(journals)/\(name)").segment.frameCount == 10)
    #expect(try bench.end(at: morning + 12 * second).map(\.frameCount) == [11])
    #expect(TemporaryFolder.files(in: journals).isEmpty)
  }

  @Test("A clock beyond what segments hold stops nothing")
  func extremes() throws {
    var bench = try Bench(at: morning)
    try bench.stream.listen(on: [ethernet], after: 0, at: morning)
    try bench.take([Int64.max, morning + 1])
    try bench.stream.tick(at: .max)
    try bench.stream.tick(at: -5)
    try bench.stream.tick(at: .min)
    try bench.stream.tick(at: morning)
    let segments = try bench.end(at: morning + second)
    #expect(segments.first?.frameCount == 1)
    #expect(segments.last?.coverage == range(morning, morning + second))
  }
}
