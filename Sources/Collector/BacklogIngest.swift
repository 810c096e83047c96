import Capture
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment
import Store

/// Brings what is in the archive into the store, behind the receiver and at its own pace, each segment exactly once.
///
/// At the start, and whenever the store had to be waited for too long, archive and ledger are compared and what is
/// lacking is brought in; after that the backlog says what is new. One task does everything that changes
/// packets and days, so that summaries never miss rows that are on their way.
struct BacklogIngest: Sendable {
  /// When things are done.
  struct Pace: Sendable {
    /// Rows of a day that make a block.
    var rows = 400_000
    /// How long rows wait for others.
    ///
    /// Unit: nanoseconds.
    var wait: Int64 = 5_000_000_000
    /// The time between two looks for days that are over.
    ///
    /// Unit: nanoseconds.
    var summaries: Int64 = 600_000_000_000
    /// The pause before everything is begun anew after a fault.
    var pause = Duration.seconds(5)
  }

  let backlog: SegmentBacklog
  let store: EventStore
  let directory: DataDirectory
  let incoming: IncomingFolder
  let zone: ReportingZone
  let rules: RuleSet
  let enrichment: EnrichmentSnapshot
  let counters: CentreCounters
  let pace: Pace
  let log: @Sendable (String) -> Void
  let now: @Sendable () -> Int64
  let software: String

  /// Works until the backlog is finished; then all that was taken is stored.
  func run() async {
    while !backlog.isFinished {
      do {
        try await follow()
      } catch {
        backlog.forgetHighest()
        guard !backlog.isFinished else {
          log("rows were left for the next start: \(error)")
          return
        }
        log("\(error); archive and store are compared again")
        try? await Task.sleep(for: pace.pause)
      }
    }
  }

  private func makeWriter() -> StoreWriter {
    var limits = StoreWriter.Limits()
    limits.rows = pace.rows
    return StoreWriter(store: store, zone: zone, limits: limits, now: now)
  }

  private func follow() async throws {
    let writer = makeWriter()
    try await restore(writer)
    var rows = RowMaker(rules: rules, enrichment: enrichment)
    var block = PacketBlock(day: CivilDay(number: 0))
    var flushed = now()
    var summarised = Int64.min
    backlog.tick()
    for await _ in backlog.signal {
      while let work = backlog.take() {
        switch work {
        case .segment(let entry): try await take(entry, &rows, &block, writer)
        case .capture(let file):
          try await flush(writer)
          try await take(file, writer)
        }
        if now() - flushed >= pace.wait {
          try await flush(writer)
          flushed = now()
        }
      }
      if now() - flushed >= pace.wait {
        if backlog.hasTaken { try await flush(writer) }
        flushed = now()
      }
      if summarised == .min || now() - summarised >= pace.summaries {
        summarised = now()
        try await flush(writer)
        await writer.forgetDirtyDays()
        let made = try await store.summarise(zone: zone, now: now())
        if made.done > 0 { log("\(made.done) days summarised") }
      }
    }
    try await flush(writer)
  }

  /// Brings in what the archive has and the ledger lacks.
  private func restore(_ writer: StoreWriter) async throws {
    let restored = try await ArchiveRestore(
      store: store,
      directory: directory,
      writer: writer,
      rules: rules,
      enrichment: enrichment
    ).run()
    for fault in restored.faults { log(fault) }
    if restored.segments + restored.recovered > 0 {
      log("\(restored.segments + restored.recovered) segments of the archive brought in")
    }
    counters.note(stored: restored.packets)
    backlog.settleTaken()
    backlog.setHighest(try await store.highestSequences())
  }

  private func flush(_ writer: StoreWriter) async throws {
    try await writer.flush()
    backlog.settleTaken()
  }

  private func take(
    _ entry: BacklogEntry,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock,
    _ writer: StoreWriter
  ) async throws {
    let identity = entry.place.identity
    if entry.isPerhapsKnown {
      let records = try await store.segments(of: identity.sensor, numbered: [identity.sequence])
      guard !records.contains(where: { $0.state == .stored }) else { return }
    }
    do {
      let segment = try entry.segment ?? directory.archive.open(entry.place)
      rows.begin()
      block.removeAll(day: segment.day)
      let counts = try rows.append(segment, to: &block)
      var encoded: [UInt8] = []
      if counts.packets > 0 { block.encode(into: &encoded) }
      let record = SegmentRecord(
        segment,
        at: entry.place,
        archive: directory.archivePath,
        rows: counts
      )
      try await writer.add(SegmentRows(record: record, rows: encoded))
      counters.note(stored: UInt64(counts.packets))
    } catch let error as SegmentError {
      log(error.description)
    } catch let error as CaptureError {
      log(error.description)
    }
  }

  /// Ingests a capture; nothing else of this process is on its way meanwhile.
  private func take(_ file: CaptureFile, _ writer: StoreWriter) async throws {
    let result = try await IngestRun(
      files: [file],
      directory: directory,
      store: store,
      writer: writer,
      rules: rules,
      enrichment: enrichment,
      threads: 1,
      software: software
    ).run()
    for sentence in result.faults + result.warnings { log(sentence) }
    counters.note(stored: result.packets)
    if !result.ingested.isEmpty { log("\(file.path): \(result.packets) packets ingested") }
    guard incoming.holds(file.path) else { return }
    if let fault = result.faults.first {
      _ = try directory.quarantine.move(fileAt: file.path, reason: fault)
    } else {
      incoming.remove(file.path)
    }
  }
}
