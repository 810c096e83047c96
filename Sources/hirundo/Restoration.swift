import Collector
import Enrichment
import Fingerprint
import Schema

/// The bringing back of segments, as two commands do it.
struct Restoration: Sendable {
  private let zone: ReportingZone
  private let rules: RuleSet
  private let enrichment: EnrichmentSnapshot

  /// A restoration that gives packets the meaning of some options.
  init(_ meaning: MeaningOptions, _ options: StoreOptions) throws {
    zone = try meaning.zone(options.configuration())
    rules = try meaning.ruleSet()
    enrichment = try meaning.fullSnapshot()
    if meaning.lacksRegions {
      StandardError.write(
        "note: regions and networks are unknown without data about addresses; run "
          + "Scripts/install-enrichment"
      )
    }
  }

  /// Brings back what the ledger lacks.
  func run(_ session: StoreSession) async throws -> ArchiveRestore.Result {
    let restore = ArchiveRestore(
      store: session.store,
      directory: session.directory,
      writer: StoreWriter(store: session.store, zone: zone) { StoreSession.now() },
      rules: rules,
      enrichment: enrichment
    )
    let result = try await StepProgress("segments of a sensor").watch { progress in
      try await restore.run(progress: progress)
    }
    _ = try await SummaryNotes.summarise(session, zone: zone)
    return result
  }

  /// Says what was brought back, and what could not be.
  static func report(_ result: ArchiveRestore.Result) {
    if result.recovered > 0 {
      print(
        "Finished first, from an interrupted run: \(Numbers.counted(result.recovered, "segment"))."
      )
    }
    print(
      result.segments == 0
        ? "The store lacks no segment of the archive."
        : "Brought into the store: \(Numbers.counted(result.segments, "segment")) with "
          + "\(Numbers.counted(result.packets, "packet"))."
    )
    for fault in result.faults { StandardError.write(fault) }
  }
}
