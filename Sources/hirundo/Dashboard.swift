import ArgumentParser
import Enrichment
import Fingerprint
import Foundation
import Registry
import Reporting
import Schema
import Segment
import Shipping
import Store
import Web

/// The dashboard of a data directory, before its store is open.
struct Dashboard: Sendable {
  /// Where it is.
  var settings: WebSettings
  /// Who the sensors are.
  var who: SensorOptions
  /// Where the data directory is.
  var options: StoreOptions
  /// How days and tags are understood.
  var meaning: MeaningOptions
  /// Who may sign in.
  var registry: Registry
  /// The folder for reports; nil for the one in the data directory.
  var reports: String?

  /// The server of a store, whose address and first link are told when it listens.
  ///
  /// - Parameters:
  ///   - session: The store that answers, and the data directory.
  ///   - enrichment: What is known of addresses.
  /// - Returns: A server that does nothing yet.
  /// - Throws: What cannot be used of configuration, rules and registry.
  @inline(never)
  func server(_ session: StoreSession, _ enrichment: EnrichmentSnapshot) throws -> WebServer {
    let configuration = try options.configuration()
    let rules = try meaning.ruleSet()
    var content = WebContent(
      store: session.store,
      zone: try meaning.zone(configuration),
      thresholds: rules.thresholds,
      rulesDigest: try meaning.rulesDigest(),
      policy: configuration.disclosure,
      home: try who.home(options),
      networkNames: enrichment.networkNames,
      directory: directory,
      renderer: Self.renderer()
    )
    content.tags = rules.tags.map {
      TagMeaning(id: $0.id, name: $0.name, condition: $0.condition, source: $0.source)
    }
    content.addresses = Self.addresses(enrichment)
    content.networksDate = Self.date(of: [.networkDump], enrichment)
    let served = try self.served(session, enrichment, configuration)
    served.removeLeftovers()
    content.served = served
    var server = WebServer(
      settings: settings,
      content: content,
      registry: registry,
      log: { StandardError.write($0) },
      now: { StoreSession.now() }
    )
    let link = try server.firstLink(by: options.operatorName)
    let settings = settings
    server.isListening = { _, port in Self.tell(settings.link(port: port), link) }
    return server
  }

  /// How many addresses regions have; nil where no data tell.
  private static func addresses(_ enrichment: EnrichmentSnapshot) -> AddressData? {
    let counts = enrichment.addressCounts
    guard !counts.isEmpty else { return nil }
    let date = date(of: [.regionText, .rangeCSV, .maxMindDatabase], enrichment)
    return AddressData(counts: counts, date: date)
  }

  /// The newest day of data of some kinds; where none says, nil.
  private static func date(
    of kinds: Set<DataSource.Kind>,
    _ enrichment: EnrichmentSnapshot
  ) -> String? {
    enrichment.provenance.filter { kinds.contains($0.kind) }.compactMap(\.date).max()
      .map { "\($0)" }
  }

  /// What belongs to the data directory.
  private func served(
    _ session: StoreSession,
    _ enrichment: EnrichmentSnapshot,
    _ configuration: Configuration
  ) throws -> ServedDirectory {
    ServedDirectory(
      directory: session.directory,
      reportsPath: reports ?? "\(session.directory.path)/reports",
      rules: try meaning.ruleSet(),
      scanner: { enrichment.scanner(of: $0) },
      sources: enrichment.provenance.map(ReportSource.init),
      software: ReportRun.software,
      enrolmentToken: try enrolment(configuration)
    )
  }

  /// Makes the tokens of sensors, for the address at which they reach the centre.
  private func enrolment(
    _ configuration: Configuration
  ) throws -> @Sendable (String) throws -> EnrolmentToken {
    let centre = try CentreAddress.usual(configuration)
    let options = options
    return { sensor in
      EnrolmentToken(
        centre: centre,
        sensor: sensor,
        fingerprint: try options.authority().fingerprint
      )
    }
  }

  private var directory: @Sendable () throws -> SensorDirectory? {
    let (who, options) = (who, options)
    return { try who.directory(options) }
  }

  /// What draws figures; where it is not installed, tables do.
  private static func renderer() -> RendererInstallation? {
    do {
      return try RendererInstallation(
        environment: ProcessInfo.processInfo.environment,
        program: "/proc/self/exe"
      )
    } catch {
      StandardError.write("note: the dashboard shows figures as tables: \(error)")
      return nil
    }
  }

  private static func tell(_ origin: String, _ link: String?) {
    StandardError.write("dashboard: \(origin)/")
    guard let link else { return }
    StandardError.write(
      "the first admin (\(WebServer.firstAccount)) chooses a password, once and within 24 hours, at "
        + "\(origin)\(link)"
    )
  }
}
