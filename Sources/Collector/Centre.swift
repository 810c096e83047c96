public import Enrichment
public import Fingerprint
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOSSL
public import Registry
public import Schema
public import Segment
public import Shipping
public import Store

/// The centre: receives what sensors send, archives it, and brings it into the store.
///
/// Built inert; `run` works until its task is cancelled, and then ends cleanly.
public struct Centre: Sendable {
  /// How long a server certificate is used before the next is signed, in seconds: half of its life.
  private static let certificateUse = Int64(CertificateAuthority.issuedLifetime) * 86_400 / 2

  /// Where it listens, and what it bears.
  public var settings: CentreSettings
  /// Where segments are kept.
  public var directory: DataDirectory
  /// Where rows go.
  public var store: EventStore
  /// Who may send.
  public var registry: Registry
  /// Who signs certificates.
  public var authority: CertificateAuthority
  /// The zone in which days begin.
  public var zone: ReportingZone
  /// The rules that give tags and classes.
  public var rules: RuleSet
  /// Where addresses are.
  public var enrichment: EnrichmentSnapshot
  /// The program and its version, for segments of captures.
  public var software: String
  /// The captures that lie in the watched folder now and are closed; nil where none is watched.
  public var watched: (@Sendable () throws -> [CaptureFile])?
  /// Told what happens, a sentence each.
  public var log: @Sendable (String) -> Void
  /// Told the port of each listener, when it listens.
  public var isListening: @Sendable (_ name: String, _ port: Int) -> Void = { _, _ in }
  /// The present time in nanoseconds since 1970.
  public var now: @Sendable () -> Int64

  /// A centre that does nothing yet.
  public init(
    settings: CentreSettings,
    directory: DataDirectory,
    store: EventStore,
    registry: Registry,
    authority: CertificateAuthority,
    zone: ReportingZone,
    rules: RuleSet,
    enrichment: EnrichmentSnapshot,
    software: String,
    log: @escaping @Sendable (String) -> Void,
    now: @escaping @Sendable () -> Int64
  ) {
    self.settings = settings
    self.directory = directory
    self.store = store
    self.registry = registry
    self.authority = authority
    self.zone = zone
    self.rules = rules
    self.enrichment = enrichment
    self.software = software
    self.log = log
    self.now = now
  }

  /// Works until the task is cancelled; what was received and taken is in the store then.
  ///
  /// - Throws: What makes work impossible, such as an address that is taken.
  public func run() async throws {
    let backlog = SegmentBacklog()
    let counters = CentreCounters()
    let incoming = IncomingFolder(directory)
    for capture in try incoming.captures() { backlog.add(capture) }
    let ingest = ingest(backlog, counters, incoming)
    // Not a child: it ends with the backlog, behind the listeners, and not in the middle of an insert.
    let ingesting = Task { await ingest.run() }
    do {
      try await listen(backlog, counters, incoming)
    } catch {
      backlog.finish()
      await ingesting.value
      guard Task.isCancelled else { throw error }
      return
    }
    backlog.finish()
    await ingesting.value
  }

  private func ingest(
    _ backlog: SegmentBacklog,
    _ counters: CentreCounters,
    _ incoming: IncomingFolder
  ) -> BacklogIngest {
    var pace = BacklogIngest.Pace()
    pace.wait = settings.insertWait
    return BacklogIngest(
      backlog: backlog,
      store: store,
      directory: directory,
      incoming: incoming,
      zone: zone,
      rules: rules,
      enrichment: enrichment,
      counters: counters,
      pace: pace,
      log: log,
      now: now,
      software: software
    )
  }

  /// Runs the listeners and what goes with time; ends when the task is cancelled or one of them fails.
  private func listen(
    _ backlog: SegmentBacklog,
    _ counters: CentreCounters,
    _ incoming: IncomingFolder
  ) async throws {
    let routes = SensorRoutes(
      registry: registry,
      authority: authority,
      receiver: SegmentReceiver(
        directory: directory,
        store: store,
        backlog: backlog,
        counters: counters
      ),
      backlog: backlog,
      incoming: incoming,
      limits: settings.limits,
      room: UploadRoom(settings.limits),
      counters: counters,
      log: log,
      now: now
    )
    let metrics = CentreMetrics(registry: registry, counters: counters, backlog: backlog, now: now)
    try await withThrowingTaskGroup { group in
      group.addTask { try await serveSensors(routes) }
      if let health = settings.health {
        let router = HealthRoutes(store: store, metrics: metrics, log: log).router()
        group.addTask {
          try await serve(router, at: health, "health", .http1(), connections: 64)
        }
      }
      group.addTask {
        while true {
          try await Task.sleep(for: .seconds(1))
          backlog.tick()
        }
      }
      if let watched {
        group.addTask { try await FolderWatch(captures: watched, log: log).run(into: backlog) }
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  /// Serves sensors, and signs a new server certificate when half of the present one's life is over.
  private func serveSensors(_ routes: SensorRoutes) async throws {
    while !Task.isCancelled {
      let server = try HTTPServerBuilder.tls(
        .http1(configuration: Listener.bounded(idle: settings.limits.idle)),
        tlsConfiguration: try encryption()
      )
      try await withThrowingTaskGroup { group in
        group.addTask {
          try await serve(
            routes.router(),
            at: settings.listen,
            "sensors",
            server,
            connections: settings.limits.connections
          )
        }
        group.addTask { try await Task.sleep(for: .seconds(Self.certificateUse)) }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
  }

  private func serve<Context: RequestContext>(
    _ router: Router<Context>,
    at address: CentreSettings.Address,
    _ name: String,
    _ server: HTTPServerBuilder,
    connections: Int
  ) async throws where Context.Source == ApplicationRequestContextSource {
    try await Listener(
      address: address,
      name: name,
      connections: connections,
      log: log,
      isListening: isListening
    ).serve(router, server)
  }

  /// A new server certificate, with the authority's behind it, which sensors compare with their token.
  private func encryption() throws -> TLSConfiguration {
    let key = SensorKey()
    let issued = try authority.server(names: settings.names, key: key, now: now() / 1_000_000_000)
    let root = try NIOSSLCertificate(bytes: Array(authority.pem.utf8), format: .pem)
    let server = try NIOSSLCertificate(bytes: Array(issued.pem.utf8), format: .pem)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: [.certificate(server), .certificate(root)],
      privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem))
    )
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    // Enrolment has none; the other paths ask for it themselves.
    configuration.certificateVerification = .optionalVerification
    configuration.trustRoots = .certificates([root])
    return configuration
  }
}
