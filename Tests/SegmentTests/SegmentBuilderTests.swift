import Capture
import Schema
import Segment
import Testing
import Wire

@Suite("Building a segment")
struct SegmentBuilderTests {
  typealias Record = SampleSegment.Record
  let morning = SampleSegment.morning
  let second = SampleSegment.second

  @Test("Frames of every length, times to the nanosecond and original lengths are kept")
  func keepsFrames() throws {
    let records = (0..<600).map { index in
      Record(
        morning + Int64(index),
        (0..<index).map { UInt8(truncatingIfNeeded: $0 &* 31) },
        original: UInt32(index * 2)
      )
    }
    var builder = try SampleSegment.builder()
    #expect(try SampleSegment.fill(&builder, SampleSegment.reader(records)) == 600)
    let segment = try builder.close()
    #expect(segment.frameCount == 600)
    #expect(segment.frameTimes == morning...(morning + 599))
    #expect(segment.coverage == TimeRange(start: morning, end: morning + 600))
    #expect(segment.received == nil && segment.dropped == nil)
    #expect(try SampleSegment.records(of: segment) == records)
  }

  @Test("Interfaces are described before their first frame, and alike ones once")
  func interfaces() throws {
    let interfaces = [
      CaptureInterface(linkType: .ethernet, name: "eth0"),
      CaptureInterface(linkType: .linuxSLL, snapLength: 96, name: "any", description: "日本"),
      CaptureInterface(linkType: .ethernet, name: "eth0"),
    ]
    let records = [2, 1, 0, 1].map { Record(morning, on: $0) }
    var builder = try SampleSegment.builder()
    #expect(
      try SampleSegment.fill(&builder, SampleSegment.reader(records, interfaces: interfaces)) == 4
    )
    let segment = try builder.close(received: 9, dropped: 2)
    #expect(try SampleSegment.records(of: segment).map(\.interface) == [0, 1, 0, 1])
    let verified = try ClosedSegment(verifying: segment.compressed, path: "a")
    #expect(verified.received == 9 && verified.dropped == 2)
    var reader = try verified.frames()
    var batch = FrameBatch()
    while try reader.read(into: &batch) {}
    #expect(reader.interfaces == [interfaces[0], interfaces[1]])
    #expect(reader.statistics.map(\.received) == [9, nil])
  }

  @Test("The same frames give the same bytes, however they were batched")
  func deterministic() throws {
    let interfaces = [
      CaptureInterface(linkType: .raw, name: "a"), CaptureInterface(linkType: .raw, name: "b"),
    ]
    let records = (0..<300).map { Record(morning + Int64($0), on: $0 < 150 ? 0 : 1) }
    func segment(startingWith first: Int) throws -> ClosedSegment {
      var builder = try SampleSegment.builder()
      let parts = [Array(records[..<first]), Array(records[first...])]
      for part in parts {
        _ = try SampleSegment.fill(&builder, SampleSegment.reader(part, interfaces: interfaces))
      }
      return try builder.close()
    }
    let whole = try segment(startingWith: 300)
    for first in [1, 149, 150, 151, 299] {
      #expect(try segment(startingWith: first).digest == whole.digest)
    }
  }

  @Test("In the memory of a segment before, the same frames give the same bytes and no others")
  func reusesMemory() throws {
    let identity = try SegmentIdentity(sensor: "tokyo-1", sequence: 8)
    let long = (0..<300).map { Record(morning + Int64($0), [UInt8](repeating: 0xAB, count: 90)) }
    let short = (0..<20).map { Record(morning + Int64($0), [1, 2, 3]) }
    var first = try SampleSegment.builder()
    _ = try SampleSegment.fill(&first, SampleSegment.reader(long))
    var before = try first.close()
    func segment(in memory: [UInt8]) throws -> ClosedSegment {
      var builder = SegmentBuilder(identity, software: "test", in: memory)
      _ = try SampleSegment.fill(&builder, SampleSegment.reader(short))
      return try builder.close()
    }
    let fresh = try segment(in: [])
    let reused = try segment(in: before.giveAwayContent())
    #expect(reused.content == fresh.content)
    #expect(reused.digest == fresh.digest)
    // What was given away is gone; what was compressed is not.
    #expect(before.content.isEmpty)
    let kept = try ClosedSegment(verifying: before.compressed, path: "a")
    #expect(try SampleSegment.records(of: kept) == long)
  }

  @Test("A frame does not fit beyond the bytes, at midnight, or after the bounded time")
  func bounds() throws {
    // Room for the section header, one interface, the statistics and three frames of 36 bytes.
    var empty = try SampleSegment.builder(bounds: SegmentBounds())
    empty.describe(CaptureInterface(linkType: .raw, name: "eth0"))
    let bounds = SegmentBounds(byteCount: empty.byteCount + 160 + 3 * 36)
    var small = try SampleSegment.builder(bounds: bounds)
    let five = (0..<5).map { Record(morning + Int64($0)) }
    #expect(try SampleSegment.fill(&small, SampleSegment.reader(five)) == 3)
    #expect(try small.close().content.count <= bounds.byteCount)

    let midnight = SampleSegment.day.start + 86_400 * second
    var daily = try SampleSegment.builder(bounds: .capture)
    let night = [Record(midnight - 1), Record(midnight - 2), Record(midnight)]
    #expect(try SampleSegment.fill(&daily, SampleSegment.reader(night)) == 2)
    var earlier = try SampleSegment.builder(bounds: .capture)
    let disordered = [Record(midnight), Record(midnight - 1)]
    #expect(try SampleSegment.fill(&earlier, SampleSegment.reader(disordered)) == 1)

    var minute = try SampleSegment.builder()
    let slow = [0, 30, 60, 61].map { Record(morning + $0 * second) }
    #expect(try SampleSegment.fill(&minute, SampleSegment.reader(slow)) == 3)
  }

  @Test("A first frame fits however long it is")
  func longFrame() throws {
    let long = Record(morning, [UInt8](repeating: 7, count: 9 << 20))
    var builder = try SampleSegment.builder()
    #expect(try SampleSegment.fill(&builder, SampleSegment.reader([long, long])) == 1)
    let segment = try builder.close()
    #expect(try ClosedSegment(verifying: segment.compressed, path: "a").frameCount == 1)
  }

  @Test("Frames without a time are passed over and counted")
  func withoutTime() throws {
    // A pcapng section by hand: interface, then a simple packet (3) without a time.
    let bytes: [UInt32] = [
      0x0A0D_0D0A, 28, 0x1A2B_3C4D, 0x0000_0001, 0xFFFF_FFFF, 0xFFFF_FFFF, 28,
      1, 20, 101, 0, 20,
      3, 20, 4, 0x0403_0201, 20,
    ]
    let capture = bytes.flatMap { word in
      (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }
    }
    var builder = try SampleSegment.builder()
    #expect(try SampleSegment.fill(&builder, CaptureReader(bytes: capture, path: "a")) == 1)
    // 2106-02-07T06:28:16Z, the first second that 32 bits do not hold.
    let late = Record(4_294_967_296 * second)
    #expect(try SampleSegment.fill(&builder, SampleSegment.reader([late])) == 1)
    #expect(builder.framesWithoutTime == 2)
    #expect(builder.frameCount == 0 && builder.firstTime == nil)
  }

  @Test("An empty segment covers its time and names its interface")
  func empty() throws {
    let coverage = TimeRange(start: morning, end: morning + 60 * second)
    var builder = try SampleSegment.builder(42)
    builder.describe(CaptureInterface(linkType: .ethernet, name: "eth0"))
    let segment = try builder.close(coverage: coverage, received: 0, dropped: 0)
    let verified = try ClosedSegment(verifying: segment.compressed, path: "a")
    #expect(verified.frameCount == 0 && verified.frameTimes == nil)
    #expect(verified.coverage == coverage)
    #expect(verified.received == 0 && verified.dropped == 0)
    #expect(verified.identity == segment.identity && verified.identity.sequence == 42)
    #expect(verified.software == "hirundo 0.3.0")
    #expect(verified.name.description == "20240715T093000Z-00000000000000000042.pcapng.zst")
  }

  @Test("Coverage is widened by frames, and never crosses midnight")
  func coverage() throws {
    let frames = [Record(morning - second), Record(morning + second)]
    let narrow = TimeRange(start: morning, end: morning + 1)
    let segment = try SampleSegment.closed(1, frames, coverage: narrow)
    #expect(segment.coverage == TimeRange(start: morning - second, end: morning + second + 1))
    let midnight = SampleSegment.day.start + 86_400 * second
    let whole = TimeRange(start: morning, end: midnight)
    #expect(try SampleSegment.closed(1, frames, coverage: whole).coverage.end == midnight)
    #expect(throws: SegmentError.self) {
      try SampleSegment.closed(1, frames, coverage: TimeRange(start: morning, end: midnight + 1))
    }
    #expect(throws: SegmentError.self) { try SampleSegment.closed(1, [], coverage: nil) }
  }
}
