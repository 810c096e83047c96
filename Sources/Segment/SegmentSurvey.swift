import Capture
import Schema
import Wire

/// Reads a section once and checks it against what a segment promises.
struct SegmentSurvey {
  /// What header and statistics say.
  struct Facts {
    let header: SegmentHeader
    let coverage: TimeRange
    let received: UInt64?
    let dropped: UInt64?
  }

  let path: String
  private(set) var frameCount = 0
  private var first = Int64.max
  private var last = Int64.min

  init(path: String) {
    self.path = path
  }

  /// The time of the earliest and of the latest frame, nil where there is none.
  var frameTimes: ClosedRange<Int64>? { frameCount > 0 ? first...last : nil }

  /// Reads all frames; throws where the section is no segment.
  mutating func read(_ content: [UInt8]) throws(SegmentError) -> Facts {
    let reader: CaptureReader
    do throws(CaptureError) {
      reader = try count(CaptureReader(bytes: content, path: path))
    } catch {
      throw SegmentError(error, isDecompressed: true, remedy: SegmentSurvey.remedy)
    }
    if let warning = reader.warnings.first {
      throw SegmentError(warning.details, isDecompressed: true, remedy: SegmentSurvey.remedy)
    }
    guard let section = reader.section, reader.sectionCount == 1 else {
      throw fault("it has \(reader.sectionCount) pcapng sections and a segment has one")
    }
    let header = try SegmentHeader(section, path: path)
    let bounds = SegmentBounds.bounds(of: header.identity)
    guard content.count <= bounds.byteCount || frameCount == 1 else {
      throw fault("\(content.count) bytes are more than \(bounds.byteCount), a segment's bound")
    }
    let facts = try self.facts(header, reader.statistics, interfaces: reader.interfaces.count)
    guard SegmentSurvey.endsInStatistics(content) else {
      throw fault("its last block is not an interface statistics block")
    }
    guard frameCount > 0 else { return facts }
    guard facts.coverage.start <= first, last < facts.coverage.end else {
      throw fault(
        "its frames from \(UTCTime(nanoseconds: first)) to \(UTCTime(nanoseconds: last)) lie "
          + "outside its coverage"
      )
    }
    if let duration = bounds.duration, last - first > duration {
      throw fault("its frames span more than \(duration / 1_000_000_000) seconds")
    }
    return facts
  }

  private static let remedy =
    "fetch the segment again from its sensor or from a copy of the archive"

  private mutating func count(
    _ reader: consuming CaptureReader
  ) throws(CaptureError) -> CaptureReader {
    var batch = FrameBatch()
    while try reader.read(into: &batch) {
      let frames = batch.frames.span
      for place in 0..<batch.count {
        first = min(first, frames[place].timestamp)
        last = max(last, frames[place].timestamp)
      }
      frameCount += batch.count
    }
    return reader
  }

  private func facts(
    _ header: SegmentHeader,
    _ statistics: [InterfaceStatistics],
    interfaces: Int
  ) throws(SegmentError) -> Facts {
    guard let counts = statistics.first, statistics.count == interfaces,
      statistics.enumerated().allSatisfy({ $0.offset == Int($0.element.interface) })
    else {
      throw fault(
        "it has \(interfaces) interfaces and \(statistics.count) statistics blocks, and a segment "
          + "has one for each"
      )
    }
    guard let start = counts.startTime, let end = counts.endTime, start <= end,
      statistics.allSatisfy({ $0.startTime == start && $0.endTime == end })
    else { throw fault("its statistics blocks do not agree on when it begins and ends") }
    let coverage = TimeRange(start: start, end: end)
    guard SegmentBuilder.isOneDay(coverage) else {
      throw fault(
        "its coverage from \(UTCTime(nanoseconds: start)) to \(UTCTime(nanoseconds: end)) "
          + "is not of one day in UTC between 1970 and 2106"
      )
    }
    return Facts(
      header: header,
      coverage: coverage,
      received: counts.received,
      dropped: counts.dropped
    )
  }

  private func fault(_ rule: String) -> SegmentError {
    SegmentError(path: path, rule: rule, remedy: SegmentSurvey.remedy)
  }

  /// Whether the last block is a statistics block: its length stands at its end too.
  private static func endsInStatistics(_ content: [UInt8]) -> Bool {
    let bytes = unsafe content.span.bytes
    guard bytes.byteCount >= 12 else { return false }
    let length = Int(UInt32(bytes.uint32(at: bytes.byteCount - 4)).byteSwapped)
    guard length >= 12, length <= bytes.byteCount else { return false }
    return bytes.uint32(at: bytes.byteCount - length).byteSwapped == 5
  }
}
