import Collector
import Disclosure
import Fingerprint
import Foundation
import Registry
import Reporting
import Schema
import Segment
import Shipping
import Store
import Synchronization

@testable import Web

/// A dashboard on loopback over the sample store, with a registry of its own.
final class TestSite: Sendable {
  static let password = "correct horse battery"

  let registry: Registry
  let content: WebContent
  /// What the server said.
  let sentences = Mutex<[String]>([])
  /// How far its clock is ahead of `SampleStore.now`, in nanoseconds.
  let ahead = Mutex<Int64>(0)
  private let folder: String
  private let settings: WebSettings
  private let port = Mutex(0)

  init(
    policy: [String: Int] = ["marked-packets": 1, "dilution": 10, "sources": 1],
    origin: String? = nil,
    renderer: RendererInstallation? = nil,
    patience: Int64 = 10,
    requestsPerMinute: Int = 0,
    certificate: WebSettings.Certificate? = nil,
    openID: OpenIDSettings? = nil,
    listening: Int = 0
  ) async throws {
    folder = NSTemporaryDirectory() + "hirundo-web-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    registry = try Registry(path: "\(folder)/registry.sqlite")
    let rules = try RuleSet.standard()
    var content = WebContent(
      store: try await SampleStore.shared.store(),
      zone: SampleStore.zone,
      thresholds: rules.thresholds,
      rulesDigest: ContentDigest(of: Array(RuleSet.standardText.utf8)).description,
      policy: try DisclosurePolicy(keys: policy),
      home: Region("JP"),
      networkNames: [:],
      directory: { SensorDirectory(SampleStore.sensors, home: Region("JP")) },
      renderer: renderer
    )
    content.tags = rules.tags.map {
      TagMeaning(id: $0.id, name: $0.name, condition: $0.condition, source: $0.source)
    }
    content.served = ServedDirectory(
      directory: try DataDirectory(path: SampleStore.dataPath),
      reportsPath: "\(folder)/reports",
      rules: try RuleSet.standard(),
      scanner: { subject in
        "\(subject)" == "192.0.2.77"
          ? ListedScanner(name: "Example", list: "test", date: "2024-05-01") : nil
      },
      sources: [ReportSource(kind: "CSV ranges", path: "/x/a.csv", date: nil, licence: nil)],
      software: "hirundo test",
      enrolmentToken: { sensor in
        EnrolmentToken(
          centre: "127.0.0.1:8443",
          sensor: sensor,
          fingerprint: Array(repeating: 7, count: 32)
        )
      }
    )
    self.content = content
    var settings = try WebSettings(
      address: CentreSettings.Address(host: "127.0.0.1", port: listening),
      certificate: certificate,
      origin: origin
    )
    settings.patience = patience
    settings.requestsPerMinute = requestsPerMinute
    settings.openID = openID
    self.settings = settings
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A server of it, which does not run.
  var server: WebServer {
    WebServer(
      settings: settings,
      content: content,
      registry: registry,
      log: { [self] sentence in sentences.withLock { $0.append(sentence) } },
      now: { [self] in now }
    )
  }

  var now: Int64 { SampleStore.now + ahead.withLock { $0 } }

  /// All routes.
  func routes() throws -> [Route] {
    try RouteTable(
      Site(settings: settings, content: content, registry: registry, log: { _ in }, now: { 0 })
    ).routes
  }

  /// Runs a body beside the server, when what everyone sees is ready.
  func whileRunning(_ body: (_ port: Int) async throws -> Void) async throws {
    var server = server
    let (listening, sender) = AsyncStream<Int>.makeStream()
    let (prepared, preparer) = AsyncStream<Void>.makeStream()
    server.isListening = { _, port in sender.yield(port) }
    server.isReady = { preparer.yield() }
    let running = server
    let task = Task {
      defer {
        sender.finish()
        preparer.finish()
      }
      try await running.run()
    }
    var ports = listening.makeAsyncIterator()
    let result: Result<Void, any Error>
    do {
      if let port = await ports.next() {
        for await _ in prepared { break }
        try await body(port)
      }
      result = .success(())
    } catch {
      result = .failure(error)
    }
    task.cancel()
    try await task.value
    try result.get()
  }

  /// An account, and its password where a test signs in with it: hashing takes a second.
  func add(
    _ name: String,
    _ role: Role,
    sensors: [String] = [],
    hasPassword: Bool = false
  ) throws {
    for sensor in sensors where try registry.sensor(named: sensor) == nil {
      try registry.add(RegisteredSensor(Sensor(name: sensor), created: now), by: "test")
    }
    try registry.add(Account(name: name, role: role, sensors: sensors, created: now), by: "test")
    guard hasPassword else { return }
    let secret = Secret.random()
    try registry.addPasswordLink(secret: secret, for: name, at: now, by: "test")
    _ = try registry.choosePassword(Self.password, link: secret, at: now)
  }

  /// The session of an account, as its browser shows it, without the form.
  func session(of name: String) throws -> String {
    let secret = Secret.random()
    try registry.beginSession(secret: secret, of: name, program: "test", at: now)
    return Secret.text(of: secret)
  }

  /// A token of an account.
  func token(of name: String, _ scopes: Set<AccessToken.Scope> = [.read]) throws -> String {
    let secret = Secret.random()
    try registry.addAccessToken(
      secret: secret,
      for: name,
      note: "test",
      scopes: scopes,
      lifetime: Registry.longestAccess,
      at: now
    )
    return Secret.text(of: secret)
  }
}
