import Schema
public import Segment
public import Store

/// Compares every segment of the archive with its digest in the ledger.
///
/// What is damaged goes to quarantine. Rows in the store stay: they were made from the segment when
/// it was whole.
public struct ArchiveCheck: Sendable {
  /// What was looked at and found.
  public struct Result: Hashable, Sendable {
    /// Segments that are whole and in the ledger.
    public var sound = 0
    /// Bytes of the segments that were read.
    public var bytes: UInt64 = 0
    /// What is wrong.
    public var findings: [ArchiveFinding] = []
  }

  /// The store.
  public var store: EventStore
  /// Where the segments are.
  public var directory: DataDirectory

  /// A check of a data directory.
  public init(store: EventStore, directory: DataDirectory) {
    self.store = store
    self.directory = directory
  }

  /// Reads all segments, day by day.
  ///
  /// - Parameter progress: Told how many sensor-days of how many are done.
  /// - Returns: What was found, by sensor and day.
  /// - Throws: What concerns more than one segment: the store is away, a folder cannot be listed.
  public func run(progress: (Int, Int) -> Void = { _, _ in }) async throws -> Result {
    let archive = directory.archive
    let listed = try await store.sensorsWithSegments()
    var places: [(sensor: String, day: CivilDay)] = []
    for sensor in Set(try archive.sensors()).union(listed).sorted() {
      let days = Set(try archive.days(of: sensor))
        .union(listed.contains(sensor) ? try await store.segmentDays(of: sensor) : [])
      places += days.sorted().map { (sensor, $0) }
    }
    var result = Result()
    for (index, place) in places.enumerated() {
      try await check(place.sensor, place.day, &result)
      progress(index + 1, places.count)
    }
    return result
  }

  private func check(_ sensor: String, _ day: CivilDay, _ result: inout Result) async throws {
    var ledger: [UInt64: SegmentRecord] = [:]
    for record in try await store.segments(of: sensor, on: day) where record.state != .quarantined {
      ledger[record.sequence] = record
    }
    let segments: [ArchivedSegment]
    do throws(SegmentError) {
      segments = try directory.archive.segments(of: sensor, on: day)
    } catch {
      result.findings.append(
        ArchiveFinding(
          kind: .damaged,
          sensor: sensor,
          day: day,
          segments: ledger.count,
          sentence: error.description
        )
      )
      return
    }
    for segment in segments {
      let record = ledger.removeValue(forKey: segment.identity.sequence)
      try check(segment, record, &result)
    }
    guard !ledger.isEmpty else { return }
    result.findings.append(
      ArchiveFinding(
        kind: .missing,
        sensor: sensor,
        day: day,
        sequence: ledger.count == 1 ? ledger.keys.first : nil,
        segments: ledger.count,
        sentence: "sensor \(sensor), \(day): the store has rows of \(ledger.count) segments that "
          + "are not in the archive; if they were not removed for their age, fetch them from a copy "
          + "and ingest them"
      )
    )
  }

  /// Opens a segment, which checks its bytes against the digest, and every frame.
  private func check(
    _ segment: ArchivedSegment,
    _ record: SegmentRecord?,
    _ result: inout Result
  ) throws {
    func note(_ kind: ArchiveFinding.Kind, _ sentence: String) {
      result.findings.append(
        ArchiveFinding(
          kind: kind,
          sensor: segment.identity.sensor,
          day: segment.name.day,
          sequence: segment.identity.sequence,
          segments: 1,
          sentence: sentence
        )
      )
    }
    result.bytes += UInt64(segment.length)
    let digest = record.map { unsafe ContentDigest($0.digest.span.bytes, at: 0) }
    do throws(SegmentError) {
      _ = try directory.archive.open(digest.map(segment.with) ?? segment)
      if record == nil {
        note(
          .unlisted,
          "\(segment.identity): the archive has it and the ledger lacks it, so its packets are not in "
            + "the store; run hirundo archive restore"
        )
      } else {
        result.sound += 1
      }
    } catch {
      let copy = try directory.archive.setAside(segment, reason: error)
      note(.damaged, "\(error.description.dropLast()); what there is lies in \(copy).")
    }
  }
}
