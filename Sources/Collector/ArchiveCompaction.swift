public import Schema
public import Segment
public import Store

/// Compacts the days of the archive that are over, and tells the ledger where their segments are now.
///
/// Rows and identities stay. Where it is interrupted between the two, the next compaction puts the
/// ledger right, and until then the archive finds moved segments by their identity.
public struct ArchiveCompaction: Sendable {
  /// What was done.
  public struct Result: Hashable, Sendable {
    /// Days of sensors that changed.
    public var days = 0
    /// Files of single segments that became part of a day's file.
    public var merged = 0
    /// Files that are in quarantine now.
    public var quarantined = 0
    /// Rows of the ledger that were put right.
    public var moved = 0
    /// One sentence for each day that cannot be compacted.
    public var faults: [String] = []
  }

  /// The store.
  public var store: EventStore
  /// Where the segments are.
  public var directory: DataDirectory
  /// Days before this one, in UTC, are over.
  public var end: CivilDay

  /// A compaction of all days before one.
  public init(store: EventStore, directory: DataDirectory, before end: CivilDay) {
    self.store = store
    self.directory = directory
    self.end = end
  }

  /// Compacts, sensor by sensor and day by day.
  ///
  /// - Parameters:
  ///   - writer: Numbers the rows of the ledger.
  ///   - progress: Told how many sensor-days of how many are done.
  /// - Returns: What was done.
  /// - Throws: What concerns more than one day: the store is away, the disk is full.
  public func run(
    writer: StoreWriter,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws -> Result {
    let archive = directory.archive
    var places: [(sensor: String, day: CivilDay)] = []
    for sensor in try archive.sensors() {
      places += try archive.days(of: sensor).filter { $0 < end }.map { (sensor, $0) }
    }
    var result = Result()
    for (index, place) in places.enumerated() {
      do throws(SegmentError) {
        let compaction = try archive.compact(place.sensor, place.day)
        result.merged += compaction.merged
        result.quarantined += compaction.quarantined
        result.days += compaction.merged > 0 ? 1 : 0
      } catch {
        guard !error.isOfFullDisk else { throw error }
        result.faults.append(error.description)
        continue
      }
      result.moved += try await putRight(place.sensor, place.day, writer)
      progress(index + 1, places.count)
    }
    return result
  }

  /// Writes down where a day's segments are, where the ledger says otherwise.
  private func putRight(
    _ sensor: String,
    _ day: CivilDay,
    _ writer: StoreWriter
  ) async throws -> Int {
    var places: [UInt64: ArchivedSegment] = [:]
    for place in try directory.archive.segments(of: sensor, on: day) {
      places[place.identity.sequence] = place
    }
    var moved: [SegmentRecord] = []
    for var record in try await store.segments(of: sensor, on: day) {
      guard record.state != .quarantined, let place = places[record.sequence] else { continue }
      let path = SegmentRecord.path(of: place, in: directory.archivePath)
      guard record.path != path || record.offset != UInt64(clamping: place.offset) else { continue }
      record.path = path
      record.offset = UInt64(clamping: place.offset)
      record.version = max(record.version + 1, await writer.nextVersion())
      moved.append(record)
    }
    try await store.record(moved)
    return moved.count
  }
}
