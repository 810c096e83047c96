import Capture
public import Schema
public import Segment
public import Store

/// Writes the frames of packets that pass a filter into one pcapng: evidence, from the archive.
///
/// The store says which segments have rows that pass and what tells their frames. Segments are opened
/// one after the other, so that memory does not grow with what is asked for.
public struct FrameExtraction: Sendable {
  /// What was found and written.
  public struct Result: Hashable, Sendable {
    /// Rows that pass.
    public var rows: UInt64 = 0
    /// Frames that were written.
    public var frames: UInt64 = 0
    /// Segments that hold the rows.
    public var segments = 0
    /// Whether the limit ended it before all frames were written.
    public var isCut = false
    /// One sentence for each segment whose rows and frames do not agree.
    public var warnings: [String] = []
    /// One sentence for each segment that cannot be read.
    public var faults: [String] = []
  }

  /// Rows and segments whose keys are held at a time; a segment alone may have more rows.
  private static let batch: (rows: UInt64, segments: Int) = (100_000, 1000)

  /// The store.
  public var store: EventStore
  /// Where the segments are.
  public var directory: DataDirectory
  /// What passes; without groups.
  public var filter: PacketFilter
  /// The instants of the packets.
  public var range: TimeRange
  /// From how many packets of a source in the range its hints of a tag count.
  public var thresholds: [String: Int]
  /// The most frames that are written, the earliest segments first; nil for all.
  public var limit: UInt64?
  /// The program and its version, for the file.
  public var software: String
  /// What the file says about itself.
  public var comment: String

  /// An extraction.
  public init(
    store: EventStore,
    directory: DataDirectory,
    filter: PacketFilter,
    range: TimeRange,
    thresholds: [String: Int],
    limit: UInt64? = nil,
    software: String,
    comment: String
  ) {
    self.store = store
    self.directory = directory
    self.filter = filter
    self.range = range
    self.thresholds = thresholds
    self.limit = limit
    self.software = software
    self.comment = comment
  }

  /// Writes the frames: segment after segment, in the order of time within each.
  ///
  /// - Parameters:
  ///   - path: The file, plain or with `.gz` or `.zst` at its end; `-` is standard output. It is
  ///     not made where no row passes.
  ///   - progress: Told how many segments of how many are done.
  /// - Returns: What was found.
  /// - Throws: What concerns more than one segment: the store is away, the file cannot be written.
  public func run(
    to path: String,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> Result {
    var result = Result()
    let segments = try await store.matchingSegments(filter, in: range, thresholds: thresholds)
    result.segments = segments.count
    result.rows = segments.reduce(0) { $0 + $1.rows }
    guard !segments.isEmpty else { return result }
    do {
      var file = try EvidenceFile(path: path, software: software, comment: comment)
      var next = 0
      while next < segments.count, !result.isCut {
        let batch = batch(of: segments, from: next)
        try await extract(Array(segments[batch]), to: &file, &result)
        next = batch.upperBound
        progress(next, segments.count)
      }
      try file.close()
    } catch {
      EvidenceFile.removePart(of: path)
      throw error
    }
    return result
  }

  /// The next segments whose keys are held together: at least one.
  private func batch(of segments: [MatchingSegment], from first: Int) -> Range<Int> {
    var end = first
    var rows: UInt64 = 0
    while end < segments.count, end - first < Self.batch.segments {
      rows += segments[end].rows
      guard end == first || rows <= Self.batch.rows else { break }
      end += 1
    }
    return first..<end
  }

  private func extract(
    _ segments: [MatchingSegment],
    to file: inout EvidenceFile,
    _ result: inout Result
  ) async throws {
    let keys = try await store.packetKeys(of: segments, filter, in: range, thresholds: thresholds)
    let records = try await records(of: segments)
    for (segment, keys) in zip(segments, keys) {
      let left = (limit ?? .max) - result.frames
      guard left > 0 else {
        result.isCut = true
        return
      }
      let identity = try SegmentIdentity(sensor: segment.sensor, sequence: segment.sequence)
      guard let record = records[identity] else {
        result.faults.append(
          "\(identity): the store has rows of it and the ledger lacks it; run hirundo archive verify"
        )
        continue
      }
      do {
        let opened = try directory.archive.open(record.place(in: directory.archivePath))
        let frames = try EvidenceFrames(of: opened, keys)
        result.frames += try file.write(frames, of: segment.sensor, atMost: left)
        result.isCut = frames.entries.count > left
        if frames.missing > 0 {
          result.warnings.append(
            "\(identity): \(frames.missing) of \(segment.rows) rows agree with none of its frames; "
              + "make its rows anew with hirundo retag"
          )
        }
      } catch let error as SegmentError {
        result.faults.append(error.description)
      }
      if result.isCut { return }
    }
  }

  private func records(
    of segments: [MatchingSegment]
  ) async throws -> [SegmentIdentity: SegmentRecord] {
    var records: [SegmentIdentity: SegmentRecord] = [:]
    for (sensor, some) in Dictionary(grouping: segments, by: \.sensor) {
      let numbers = Set(some.map(\.sequence))
      for record in try await store.segments(of: sensor, numbered: numbers) {
        let identity = try SegmentIdentity(sensor: sensor, sequence: record.sequence)
        records[identity] = record
      }
    }
    return records
  }
}
