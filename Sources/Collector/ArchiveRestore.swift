import Capture
public import Enrichment
public import Fingerprint
import Schema
public import Segment
public import Store

/// Brings segments that the archive has and the ledger lacks into ledger and store.
///
/// With an empty store this makes everything anew from the archive alone. It can be interrupted and
/// run again, as an ingest can.
public struct ArchiveRestore: Sendable {
  /// What was brought in.
  public struct Result: Hashable, Sendable {
    /// Segments that the ledger lacked.
    public var segments = 0
    /// Their rows.
    public var packets: UInt64 = 0
    /// Segments of an interrupted run that were inserted again first.
    public var recovered = 0
    /// One sentence for each segment that cannot be read.
    public var faults: [String] = []
  }

  /// The store.
  public var store: EventStore
  /// Where the segments are.
  public var directory: DataDirectory
  /// Inserts the rows.
  public var writer: StoreWriter
  /// The rules that give tags and classes.
  public var rules: RuleSet
  /// Where addresses are.
  public var enrichment: EnrichmentSnapshot

  /// A restoration of a data directory.
  public init(
    store: EventStore,
    directory: DataDirectory,
    writer: StoreWriter,
    rules: RuleSet,
    enrichment: EnrichmentSnapshot
  ) {
    self.store = store
    self.directory = directory
    self.writer = writer
    self.rules = rules
    self.enrichment = enrichment
  }

  /// Brings in what is lacking, sensor by sensor.
  ///
  /// - Parameter progress: Told how many segments of how many of a sensor are done.
  /// - Returns: What was brought in.
  /// - Throws: What concerns more than one segment: the store is away, the disk is full.
  public func run(progress: (Int, Int) -> Void = { _, _ in }) async throws -> Result {
    var result = Result()
    let unfinished = IngestRun(
      files: [],
      directory: directory,
      store: store,
      writer: writer,
      rules: rules,
      enrichment: enrichment,
      threads: 1,
      software: ""
    )
    let recovered = try await unfinished.run()
    result.recovered = recovered.recovered
    result.faults = recovered.faults
    var rows = RowMaker(rules: rules, enrichment: enrichment)
    var block = PacketBlock(day: CivilDay(number: 0))
    for sensor in try directory.archive.sensors() {
      let steps = try await steps(of: sensor, &result)
      for (index, step) in steps.enumerated() {
        do {
          try await take(step, &rows, &block, &result)
        } catch let error as SegmentError {
          result.faults.append(error.description)
        } catch let error as CaptureError {
          result.faults.append(error.description)
        }
        progress(index + 1, steps.count)
      }
    }
    try await writer.flush()
    return result
  }

  /// The segments that the ledger lacks, and those of their captures before them.
  private func steps(
    of sensor: String,
    _ result: inout Result
  ) async throws -> [ReplayOrder<ArchivedSegment>.Step] {
    var order = ReplayOrder<ArchivedSegment>()
    for day in try directory.archive.days(of: sensor) {
      var stored: Set<UInt64> = []
      for record in try await store.segments(of: sensor, on: day) where record.state == .stored {
        stored.insert(record.sequence)
      }
      do throws(SegmentError) {
        for place in try directory.archive.segments(of: sensor, on: day) {
          order.add(
            place,
            place.identity,
            place.name,
            isWanted: !stored.contains(place.identity.sequence)
          )
        }
      } catch {
        result.faults.append(error.description)
      }
    }
    return order.steps
  }

  private func take(
    _ step: ReplayOrder<ArchivedSegment>.Step,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    _ result: inout Result
  ) async throws {
    if step.begins { rows.begin() }
    let segment = try directory.archive.open(step.segment)
    block.removeAll(day: segment.day)
    let counts = try rows.append(segment, to: &block)
    guard step.isWanted else { return }
    var encoded: [UInt8] = []
    if counts.packets > 0 { block.encode(into: &encoded) }
    let record = SegmentRecord(
      segment,
      at: step.segment,
      archive: directory.archivePath,
      rows: counts
    )
    try await writer.add(SegmentRows(record: record, rows: encoded))
    result.segments += 1
    result.packets += UInt64(counts.packets)
  }
}
