import ArgumentParser
import Collector
import Enrichment
import Fingerprint
import Schema

extension StoreSession {
  /// Brings captures into the archive and the store, and shows on a terminal how far it is.
  ///
  /// - Parameters:
  ///   - files: The captures.
  ///   - zone: The reporting zone, whose days are to be summarised anew.
  ///   - rules: The rules that give tags and classes.
  ///   - enrichment: Where addresses are.
  ///   - threads: How many files are read at once.
  /// - Returns: What became of each file.
  /// - Throws: What concerns no single file.
  func ingest(
    _ files: [CaptureFile],
    zone: ReportingZone,
    rules: RuleSet,
    enrichment: EnrichmentSnapshot,
    threads: Int
  ) async throws -> IngestRun.Result {
    let run = IngestRun(
      files: files,
      directory: directory,
      store: store,
      writer: StoreWriter(store: store, zone: zone) { StoreSession.now() },
      rules: rules,
      enrichment: enrichment,
      threads: threads,
      software: "hirundo \(Hirundo.configuration.version)"
    )
    return try await IngestProgress(files: files).result(of: run)
  }
}
