import Capture
import Segment
import Store

/// The way of one capture: frames to segments, segments to the archive and to rows.
struct CaptureIngest {
  /// What was brought in.
  struct Result: Sendable {
    var packets: UInt64 = 0
    var segments: UInt32 = 0
    /// One sentence for each fault of the file that hides nothing else: a cut end, say.
    var warnings: [String] = []
    /// Why the file could not be read to its end, nil where it was.
    var fault: String?
  }

  let file: CaptureFile
  let digest: ContentDigest
  let archive: Archive
  let archivePath: String
  let software: String
  /// The numbers of its segments that are stored already, by sensor.
  let stored: [String: Set<UInt64>]
  let writer: StoreWriter

  /// Reads the capture to its end or to its fault; what comes before a fault is kept.
  func run(
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    progress: (Int64, UInt64) -> Void
  ) async throws -> Result {
    var result = Result()
    var reader = try CaptureReader(path: file.path)
    var sensors = CaptureSensors(file.assignment, capture: digest, software: software)
    var frames = FrameBatch()
    rows.begin()
    var reported: (bytes: Int64, packets: UInt64) = (0, 0)
    do {
      while try reader.read(into: &frames) {
        let interfaces = reader.interfaces
        try sensors.learn(interfaces)
        try reader.withBytes { bytes in
          try sensors.append(frames, of: bytes, interfaces: interfaces)
        }
        for segment in sensors.takeClosed() { try await take(segment, &rows, &block, &result) }
        if reader.bytesRead - reported.bytes > 1 << 22 {
          progress(reader.bytesRead - reported.bytes, result.packets - reported.packets)
          reported = (reader.bytesRead, result.packets)
        }
      }
    } catch let error as CaptureError {
      result.fault = error.description
    }
    try sensors.learn(reader.interfaces)
    try sensors.finish(reader.statistics)
    for segment in sensors.takeClosed() { try await take(segment, &rows, &block, &result) }
    progress(reader.bytesRead - reported.bytes, result.packets - reported.packets)
    result.warnings = reader.warnings.map(\.description)
    return result
  }

  private func take(
    _ segment: ClosedSegment,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    _ result: inout Result
  ) async throws {
    // The disk has the segment while its rows are made; they go on only when it is safe there.
    async let archived = archive.putWaiting(segment)
    // Rows are made of stored segments too: what follows a source over segments must see them all.
    block.removeAll(day: segment.day)
    let counts = try rows.append(segment, to: &block)
    result.segments += 1
    result.packets += UInt64(counts.packets)
    let place: ArchivedSegment
    switch try await archived {
    case .stored(let archived), .alreadyThere(let archived): place = archived
    case .refused(let error): throw error
    }
    guard stored[segment.identity.sensor]?.contains(segment.identity.sequence) != true else {
      return
    }
    var record = SegmentRecord(segment, at: place, archive: archivePath, rows: counts)
    record.capture = digest.bytes
    var encoded: [UInt8] = []
    if counts.packets > 0 { block.encode(into: &encoded) }
    try await writer.add(SegmentRows(record: record, rows: encoded))
  }
}
