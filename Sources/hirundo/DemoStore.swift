import ArgumentParser
import Collector
import Enrichment
import Fingerprint
import Foundation
import Schema
import Segment
import Store
import Tally

/// The demonstration's captures in a store, and the counts of all that it holds.
struct DemoStore {
  /// Where data directory and store are.
  var options: StoreOptions
  /// The captures.
  var inputs: [TallyInput]
  /// The days of the scenario, in the zone of the question.
  var zone: ReportingZone
  /// The rules that give tags and classes.
  var rules: RuleSet
  /// Where addresses are.
  var enrichment: EnrichmentSnapshot

  /// Brings the captures into the store, unless they are there, summarises them and counts.
  func counts() async throws -> TallyResult {
    let files = try inputs.map { try CaptureFile($0) }
    let (zone, rules, enrichment) = (zone, rules, enrichment)
    return try await options.withOwnStore("hirundo demo") { session in
      let ingested = try await session.ingest(
        files,
        zone: zone,
        rules: rules,
        enrichment: enrichment,
        threads: ProcessInfo.processInfo.activeProcessorCount
      )
      guard ingested.faults.isEmpty else {
        throw InputError(ingested.faults.joined(separator: "\n"))
      }
      if ingested.packets > 0 {
        StandardError.write(
          "note: \(Numbers.grouped(ingested.packets)) packets are in the store of "
            + session.directory.path
        )
      }
      _ = try await SummaryNotes.summarise(session, zone: zone)
      let tally = StoreTally(store: session.store, rules: rules, zone: zone)
      let result = try await tally.counts()
      for note in result.notes { StandardError.write("note: \(note)") }
      return result.tally
    }
  }
}
