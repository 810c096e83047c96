import Capture
import Schema
import Segment
import Testing
import Wire

@testable import Collector

@Suite("What one sensor heard in a capture, cut into segments")
struct CaptureSegmenterTests {
  /// 2024-05-01T00:00:00Z in nanoseconds.
  private static let start: Int64 = 1_714_521_600_000_000_000
  private static let hour: Int64 = 3_600_000_000_000
  private static let day = 24 * hour

  /// The segments of frames at some times, whose contents do not matter.
  private static func segments(
    _ times: [Int64],
    coverage: [TimeRange] = [],
    dropped: UInt64? = nil
  ) throws -> [ClosedSegment] {
    let digest = ContentDigest(of: [1])
    let segmenter = try CaptureSegmenter(sensor: "s", capture: digest, software: "test")
    let capture = try TemporaryCapture(times)
    defer { capture.remove() }
    var reader = try CaptureReader(path: capture.path)
    var frames = FrameBatch()
    while try reader.read(into: &frames) {
      try reader.withBytes {
        try segmenter.append(frames, 0..<frames.count, of: $0, interfaces: reader.interfaces)
      }
    }
    try segmenter.finish(coverage: coverage, received: nil, dropped: dropped)
    return segmenter.takeClosed()
  }

  private static func range(_ start: Int64, _ end: Int64) -> TimeRange {
    TimeRange(start: Self.start + start, end: Self.start + end)
  }

  @Test("A capture over midnight listened without a gap")
  func midnight() throws {
    let times = [10 * Self.hour, 34 * Self.hour].map { Self.start + $0 }
    let segments = try Self.segments(times)
    #expect(segments.map(\.frameCount) == [1, 1])
    #expect(segments[0].coverage == Self.range(10 * Self.hour, Self.day))
    #expect(segments[1].coverage.start == Self.start + Self.day)
    #expect(segments.map(\.identity.sequence) == segments.map(\.identity.sequence).sorted())
  }

  @Test("Days of silence between two frames are empty segments; more than 31 days are an outage")
  func silence() throws {
    let near = try Self.segments([Self.start, Self.start + 3 * Self.day])
    #expect(near.map(\.frameCount) == [1, 0, 0, 1])
    #expect(near[1].coverage == Self.range(Self.day, 2 * Self.day))
    #expect(near[2].coverage == Self.range(2 * Self.day, 3 * Self.day))
    let far = try Self.segments([Self.start, Self.start + 40 * Self.day])
    #expect(far.map(\.frameCount) == [1, 1])
  }

  @Test("What statistics say of before and after the frames is covered by empty segments")
  func statistics() throws {
    let segments = try Self.segments(
      [Self.start + 10 * Self.hour],
      coverage: [Self.range(0, 30 * Self.hour)],
      dropped: 7
    )
    let union = TimeRange.union(segments.map(\.coverage))
    #expect(union == [Self.range(0, 30 * Self.hour)])
    #expect(segments.compactMap(\.dropped) == [7])
    #expect(segments.filter { $0.frameCount > 0 }.count == 1)
  }
}
