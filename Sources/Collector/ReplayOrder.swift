import Segment

/// The order in which rows are made anew from segments of the archive.
///
/// A tool's run is followed over the segments of one capture, so all of them up to the last that is
/// wanted are read, in the order of their ordinals; a sensor's segments are each by themselves
/// (`RowMaker.begin`). Captures follow one another by the time of their first segment.
struct ReplayOrder<Segment: Sendable>: Sendable {
  /// A segment that is read.
  struct Step: Sendable {
    /// The segment.
    var segment: Segment
    /// Whether nothing is followed from the one before into it.
    var begins: Bool
    /// Whether its rows are wanted, or it is read only for what follows.
    var isWanted: Bool
  }

  /// A sensor's part of a capture, or one segment of a sensor.
  private struct Run: Hashable {
    var sensor: String
    var numbers: ClosedRange<UInt64>
  }

  private struct Entry {
    var name: SegmentName
    var segment: Segment
    var isWanted: Bool
  }

  private var runs: [Run: [Entry]] = [:]

  /// An order of nothing.
  init() {}

  /// Adds a segment.
  mutating func add(
    _ segment: Segment,
    _ identity: SegmentIdentity,
    _ name: SegmentName,
    isWanted: Bool
  ) {
    let run = Run(sensor: identity.sensor, numbers: identity.numbersOfCapture)
    runs[run, default: []].append(Entry(name: name, segment: segment, isWanted: isWanted))
  }

  /// The segments in their order; those behind a capture's last wanted one are left out.
  var steps: [Step] {
    var ordered: [(name: SegmentName, sensor: String, steps: [Step])] = []
    for (run, entries) in runs {
      let entries = entries.sorted { $0.name.sequence < $1.name.sequence }
      guard let last = entries.lastIndex(where: \.isWanted), let first = entries.map(\.name).min()
      else { continue }
      let steps = entries[...last].enumerated().map { place, entry in
        Step(segment: entry.segment, begins: place == 0, isWanted: entry.isWanted)
      }
      ordered.append((first, run.sensor, steps))
    }
    ordered.sort { ($0.name, $0.sensor) < ($1.name, $1.sensor) }
    return ordered.flatMap(\.steps)
  }
}
