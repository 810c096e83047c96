import Schema
import Segment
import Store

/// A segment that is in the archive, with its rows ready for the store.
struct SegmentRows: Sendable {
  /// Its row of the ledger.
  var record: SegmentRecord
  /// Its rows of table `packets` in Native format; empty where it has none.
  var rows: [UInt8]
}

extension SegmentRecord {
  /// The record of a segment that lies in the archive and whose rows were made.
  init(_ segment: ClosedSegment, at place: ArchivedSegment, archive: String, rows: RowCounts) {
    self.init(
      sensor: segment.identity.sensor,
      sequence: segment.identity.sequence,
      day: segment.day,
      // Another version of zstd may have compressed the archive's copy.
      digest: (place.digest ?? segment.digest).bytes,
      path: Self.path(of: place, in: archive),
      bytes: UInt64(place.length),
      frames: UInt32(clamping: segment.frameCount),
      packets: UInt32(clamping: rows.packets),
      times: segment.frameTimes ?? segment.coverage
        .start...max(
          segment.coverage.start,
          segment.coverage.end
        ),
      coverage: segment.coverage,
      received: segment.received ?? 0,
      dropped: segment.dropped ?? 0,
      drops: rows.drops
    )
    offset = UInt64(place.offset)
  }

  /// The file of a segment, below the archive.
  static func path(of place: ArchivedSegment, in archive: String) -> String {
    place.path.hasPrefix(archive + "/")
      ? String(place.path.dropFirst(archive.count + 1)) : place.path
  }

  /// Whether the segment was made from a capture.
  var isOfCapture: Bool { capture.contains { $0 != 0 } }

  /// Where the archive keeps it.
  ///
  /// - Parameter archive: The folder of the archive.
  /// - Returns: The place that the ledger has written down.
  /// - Throws: `SegmentError` where the sensor's name names no folder.
  func place(in archive: String) throws(SegmentError) -> ArchivedSegment {
    ArchivedSegment(
      identity: try SegmentIdentity(sensor: sensor, sequence: sequence),
      name: SegmentName(start: coverage.start, sequence: sequence),
      path: "\(archive)/\(path)",
      offset: Int64(clamping: offset),
      length: Int(clamping: bytes),
      digest: unsafe ContentDigest(digest.span.bytes, at: 0)
    )
  }
}
