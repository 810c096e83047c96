import Capture
public import Enrichment
public import Fingerprint
import Schema
public import Segment
public import Store
import Synchronization

/// Brings captures and segments into the archive and the store, several files at once, each packet exactly once.
///
/// It can be interrupted anywhere and run again: a capture gives the same segments each time, the ledger knows
/// which of them are stored, and those whose insert was interrupted are removed and inserted again first.
public struct IngestRun: Sendable {
  /// What became of a run.
  public struct Result: Sendable {
    /// Files that were brought in.
    public var ingested: [String] = []
    /// Files that had been brought in before.
    public var known: [String] = []
    /// Rows of the files that were brought in, those from an interrupted run included.
    public var packets: UInt64 = 0
    /// Segments of these files.
    public var segments: UInt64 = 0
    /// Segments of an interrupted run that were inserted again first.
    public var recovered = 0
    /// One sentence for each fault of a file that hides nothing else.
    public var warnings: [String] = []
    /// One sentence for each file or segment that was not brought in, or not to its end.
    public var faults: [String] = []
  }

  /// How far a run is.
  public struct Progress: Hashable, Sendable {
    /// Bytes of the files that were read.
    public var bytes: Int64 = 0
    /// Rows that were made.
    public var packets: UInt64 = 0
  }

  /// The captures.
  public var files: [CaptureFile]
  /// Where segments are kept.
  public var directory: DataDirectory
  /// Where rows go.
  public var store: EventStore
  /// Gathers rows into blocks.
  public var writer: StoreWriter
  /// The rules that give tags and classes.
  public var rules: RuleSet
  /// Where addresses are.
  public var enrichment: EnrichmentSnapshot
  /// How many files are read at once.
  ///
  /// Range: from 1.
  public var threads: Int
  /// The program and its version, for the segments.
  public var software: String

  /// A run over captures.
  public init(
    files: [CaptureFile],
    directory: DataDirectory,
    store: EventStore,
    writer: StoreWriter,
    rules: RuleSet,
    enrichment: EnrichmentSnapshot,
    threads: Int,
    software: String
  ) {
    self.files = files
    self.directory = directory
    self.store = store
    self.writer = writer
    self.rules = rules
    self.enrichment = enrichment
    self.threads = threads
    self.software = software
  }

  /// Brings all files in.
  ///
  /// - Parameter progress: Told how far the run is, from any thread.
  /// - Returns: What became of each.
  /// - Throws: What concerns no single file: the store is away, the disk is full.
  public func run(
    progress: @escaping @Sendable (Progress) -> Void = { _ in }
  ) async throws -> Result {
    let shares = IngestShares(progress: progress)
    try await recover(shares)
    try await withThrowingTaskGroup { group in
      for _ in 0..<max(1, min(threads, files.count)) {
        group.addTask {
          var rows = RowMaker(rules: rules, enrichment: enrichment)
          var block = PacketBlock(day: CivilDay(number: 0))
          while let index = shares.nextFile(of: files.count) {
            try await take(files[index], &rows, &block, shares)
          }
        }
      }
      try await group.waitForAll()
    }
    try await finish(shares)
    return shares.result
  }

  /// Finishes what an interrupted run left.
  private func recover(_ shares: IngestShares) async throws {
    let pending = try await store.pendingSegments()
    guard !pending.isEmpty else { return }
    var rows = RowMaker(rules: rules, enrichment: enrichment)
    var block = PacketBlock(day: CivilDay(number: 0))
    var unreadable: [SegmentRecord] = []
    var capture: [UInt8]?
    try await writer.recover(pending) { record in
      if record.capture != capture || !record.isOfCapture { rows.begin() }
      capture = record.capture
      do {
        return try self.rows(of: record, &rows, &block)
      } catch let error as SegmentError {
        var lost = record
        lost.state = .quarantined
        lost.version += 1
        unreadable.append(lost)
        shares.note(fault: error.description)
        return nil
      }
    }
    try await store.record(unreadable)
    shares.note(recovered: pending.count - unreadable.count)
  }

  /// Makes the rows of a segment from the archive.
  private func rows(
    of record: SegmentRecord,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock
  ) throws -> SegmentRows {
    let segment = try directory.archive.open(record.place(in: directory.archivePath))
    block.removeAll(day: segment.day)
    _ = try rows.append(segment, to: &block)
    var encoded: [UInt8] = []
    if block.count > 0 { block.encode(into: &encoded) }
    return SegmentRows(record: record, rows: encoded)
  }

  private func take(
    _ file: CaptureFile,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    _ shares: IngestShares
  ) async throws {
    do {
      if let name = SegmentName(fileName(file.path)) {
        try await take(segment: file, name, &rows, &block, shares)
      } else {
        try await take(capture: file, &rows, &block, shares)
      }
    } catch let error as CaptureError {
      shares.note(fault: error.description)
    } catch let error as SegmentError where !error.isOfFullDisk {
      shares.note(fault: error.description)
    }
    if shares.isTimeToFinish { try await finish(shares) }
  }

  private func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  private func take(
    capture file: CaptureFile,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    _ shares: IngestShares
  ) async throws {
    let before = try await store.captures(named: file.file.name)
    if before.contains(where: { $0.isStored && $0.sensor == file.sensor && $0.file == file.file }) {
      shares.note(known: file)
      return
    }
    let digest = try ContentDigest(ofFileAt: file.path)
    let known = try await store.captures(digest: digest.bytes)
    if known.contains(where: { $0.isStored && $0.sensor == file.sensor })
      || !shares.claim("\(digest)")
    {
      shares.note(known: file)
      return
    }
    if let other = known.first(where: { $0.sensor != file.sensor && $0.packets > 0 }) {
      shares.note(
        fault: "\(file.path): it was ingested as the capture of sensor \(other.sensor); "
          + "one capture is one sensor's, so look which name is right"
      )
      return
    }
    if try isGrown(file, before) {
      shares.note(
        fault: "\(file.path): it has grown since it was ingested, and its first packets would be "
          + "counted twice; ingest files that are complete"
      )
      return
    }
    var record = CaptureRecord(digest: digest.bytes, sensor: file.sensor, file: file.file)
    record.version = await writer.nextVersion()
    try await store.record(record)
    var stored: [String: Set<UInt64>] = [:]
    // By their numbers: a ledger that was made anew from the archive knows no captures.
    let numbers = SegmentIdentity.numbers(of: digest)
    for segment in try await store.segments(numbered: numbers) where segment.state == .stored {
      stored[segment.sensor, default: []].insert(segment.sequence)
    }
    let ingest = CaptureIngest(
      file: file,
      digest: digest,
      archive: directory.archive,
      archivePath: directory.archivePath,
      software: software,
      stored: stored,
      writer: writer
    )
    let result = try await ingest.run(&rows, &block) { shares.advance(bytes: $0, packets: $1) }
    record.packets = result.packets
    record.segments = result.segments
    shares.note(ingested: file, record, result)
  }

  /// Whether a file begins with what was ingested from its path.
  private func isGrown(_ file: CaptureFile, _ before: [CaptureRecord]) throws -> Bool {
    for record in before where record.file.size < file.file.size && record.packets > 0 {
      let start = try ContentDigest(ofFileAt: file.path, first: Int64(record.file.size))
      if start.bytes == record.digest { return true }
    }
    return false
  }

  private func take(
    segment file: CaptureFile,
    _ name: SegmentName,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    _ shares: IngestShares
  ) async throws {
    let outcome = try directory.archive.put(receivedFileAt: file.path)
    let place: ArchivedSegment
    switch outcome {
    case .refused(let error):
      shares.note(fault: error.description)
      return
    case .alreadyThere(let archived), .stored(let archived): place = archived
    }
    // Also of one that the archive had lost: its rows may be in the store all the same.
    let states = try await store.segments(
      of: place.identity.sensor,
      numbered: [place.identity.sequence]
    )
    if states.contains(where: { $0.state == .stored }) {
      shares.note(known: file)
      return
    }
    guard shares.claim("\(place.identity)") else {
      shares.note(known: file)
      return
    }
    let segment = try directory.archive.open(place)
    rows.begin()
    block.removeAll(day: segment.day)
    let counts = try rows.append(segment, to: &block)
    var encoded: [UInt8] = []
    if counts.packets > 0 { block.encode(into: &encoded) }
    let record = SegmentRecord(segment, at: place, archive: directory.archivePath, rows: counts)
    try await writer.add(SegmentRows(record: record, rows: encoded))
    shares.note(ingested: file, packets: UInt64(counts.packets))
  }

  /// Waits until all rows are stored, and writes down which captures are complete.
  private func finish(_ shares: IngestShares) async throws {
    let complete = shares.takeComplete()
    try await writer.flush()
    for var record in complete {
      record.isStored = true
      record.version = await writer.nextVersion()
      try await store.record(record)
    }
  }
}
