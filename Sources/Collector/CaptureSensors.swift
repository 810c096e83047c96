import Capture
import Schema
import Segment
import Wire

/// The sensors of one capture, each with its segments.
struct CaptureSensors {
  private let assignment: CaptureFile.Assignment
  private let capture: ContentDigest
  private let software: String
  private var names: [String] = []
  private var segmenters: [CaptureSegmenter] = []
  /// For each interface of the capture the place of its sensor.
  private var places: [Int] = []

  init(_ assignment: CaptureFile.Assignment, capture: ContentDigest, software: String) {
    self.assignment = assignment
    self.capture = capture
    self.software = software
  }

  /// Finds the sensors of interfaces that the capture has described by now.
  mutating func learn(_ interfaces: [CaptureInterface]) throws(SegmentError) {
    for interface in interfaces.dropFirst(places.count) {
      let name =
        switch assignment {
        case .sensor(let name): name
        case .interfaces(let otherwise): interface.name ?? otherwise
        }
      if let place = names.firstIndex(of: name) {
        places.append(place)
      } else {
        places.append(names.count)
        names.append(name)
        segmenters.append(
          try CaptureSegmenter(sensor: name, capture: capture, software: software)
        )
      }
    }
  }

  /// Takes a batch of frames, each run of one sensor's at once.
  func append(
    _ batch: borrowing FrameBatch,
    of bytes: RawSpan,
    interfaces: [CaptureInterface]
  ) throws(SegmentError) {
    let frames = batch.frames.span
    var start = 0
    while start < batch.count {
      let place = places[Int(frames[start].interface)]
      var end = segmenters.count == 1 ? batch.count : start + 1
      while end < batch.count, places[Int(frames[end].interface)] == place { end += 1 }
      try segmenters[place].append(batch, start..<end, of: bytes, interfaces: interfaces)
      start = end
    }
  }

  /// Ends all segments, with what the capture's statistics say.
  func finish(_ statistics: [InterfaceStatistics]) throws(SegmentError) {
    for (place, segmenter) in segmenters.enumerated() {
      let own = statistics.filter { entry in
        Int(entry.interface) < places.count && places[Int(entry.interface)] == place
      }
      let coverage = own.compactMap { entry -> TimeRange? in
        guard let start = entry.startTime, let end = entry.endTime else { return nil }
        return TimeRange(start: start, end: end)
      }
      try segmenter.finish(
        coverage: TimeRange.union(coverage),
        // Every block counts from the beginning of the capture (draft-ietf-opsawg-pcapng §4.6).
        received: own.compactMap(\.received).max(),
        dropped: own.compactMap(\.dropped).max()
      )
    }
  }

  /// The segments that were closed since the last call.
  func takeClosed() -> [ClosedSegment] {
    segmenters.flatMap { $0.takeClosed() }
  }
}
