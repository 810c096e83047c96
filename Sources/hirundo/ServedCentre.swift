import ArgumentParser
import Collector
import Enrichment
import Fingerprint
import Foundation
import Registry
import Schema
import Segment
import Shipping
import Store
import Web

/// The centre and its dashboard, before their store is open.
///
/// A value of its own, so that the closure that runs it captures little: Swift 6.3.1 crashes in release builds while it
/// specialises `StoreOptions.withOwnStore` for closures that capture much.
struct ServedCentre: Sendable {
  /// Where the centre listens.
  var settings: CentreSettings
  /// Who may send, and who may sign in.
  var registry: Registry
  /// Who signs certificates.
  var authority: CertificateAuthority
  /// The zone in which days begin.
  var zone: ReportingZone
  /// The rules that give tags and classes.
  var rules: RuleSet
  /// The captures of the watched folder; nil where none is watched.
  var watched: (@Sendable () throws -> [CaptureFile])?
  /// The dashboard; nil where there is none.
  var dashboard: Dashboard?

  /// Works until somebody asks for the end.
  @inline(never)
  func run(
    _ session: StoreSession,
    _ enrichment: EnrichmentSnapshot,
    until asked: AsyncStream<Void>
  ) async throws {
    var centre = Centre(
      settings: settings,
      directory: session.directory,
      store: session.store,
      registry: registry,
      authority: authority,
      zone: zone,
      rules: rules,
      enrichment: enrichment,
      software: "hirundo \(Hirundo.configuration.version)",
      log: { StandardError.write($0) },
      now: { StoreSession.now() }
    )
    centre.watched = watched
    let running = centre
    var works: [@Sendable () async throws -> Void] = [{ try await running.run() }]
    if let dashboard {
      let server = try dashboard.server(session, enrichment)
      works.append { try await server.run() }
    }
    try await TerminationSignals.run(until: asked, works)
  }
}
