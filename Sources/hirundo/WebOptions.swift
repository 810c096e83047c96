import ArgumentParser
import Collector
import Enrichment
import Foundation
import Registry
import Reporting
import Schema
import Store
import Web

/// Where the dashboard is, and who the sensors are that it shows.
struct WebOptions: ParsableArguments {
  /// Where it is when nobody says.
  static let usualAddress = "127.0.0.1:8080"

  @Option(
    help: """
      Address and port of the dashboard, or none. Default: serve.web, else \(usualAddress). Beyond \
      this machine it takes a certificate, or a proxy that encrypts.
      """
  )
  var web: String?

  @Option(help: "File with the dashboard's certificate and those behind it, in PEM form.")
  var webCertificate: String?

  @Option(help: "File with the key of that certificate.")
  var webKey: String?

  @Option(help: "What readers type, where a proxy stands before it: https://monitor.example.net.")
  var webURL: String?

  @OptionGroup var who: SensorOptions

  func validate() throws {
    guard (webCertificate == nil) == (webKey == nil) else {
      throw ValidationError("--web-certificate FILE and --web-key FILE stand together")
    }
  }

  /// Where the dashboard is; nil for nowhere.
  func settings(_ configuration: Configuration) throws -> WebSettings? {
    let text = web ?? configuration.web ?? Self.usualAddress
    guard text != "none" else { return nil }
    guard let address = CentreSettings.Address(text) else {
      throw InputError("--web \(text): write an address and a port, as in \(Self.usualAddress)")
    }
    let files = webCertificate.flatMap { chain in
      webKey.map { WebSettings.Certificate(chain: chain, key: $0) }
    }
    return try WebSettings(address: address, certificate: files, origin: webURL)
  }

  /// The dashboard of a store, whose address and first link are told when it listens.
  ///
  /// Not written where it is used: there Swift 6.3.1 crashes in a release build while it specialises
  /// `StoreOptions.withOwnStore` for the closure.
  @inline(never)
  func server(
    _ settings: WebSettings,
    _ store: EventStore,
    _ registry: Registry,
    _ options: StoreOptions,
    _ meaning: MeaningOptions,
    networkNames: [UInt32: String]
  ) throws -> WebServer {
    let configuration = try options.configuration()
    let content = WebContent(
      store: store,
      zone: try meaning.zone(configuration),
      thresholds: try meaning.ruleSet().thresholds,
      rulesDigest: try meaning.rulesDigest(),
      policy: configuration.disclosure,
      home: try who.home(options),
      networkNames: networkNames,
      directory: directory(options),
      renderer: Self.renderer(),
      software: "hirundo \(Hirundo.configuration.version)"
    )
    var server = WebServer(
      settings: settings,
      content: content,
      registry: registry,
      log: { StandardError.write($0) },
      now: { StoreSession.now() }
    )
    let link = try server.firstLink(by: options.operatorName)
    server.isListening = { _, port in Self.tell(settings.link(port: port), link) }
    return server
  }

  @inline(never)
  private func directory(_ options: StoreOptions) -> @Sendable () throws -> SensorDirectory? {
    let who = who
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
      "the first admin (\(WebServer.firstAccount)) chooses a password at \(origin)\(link) - once, "
        + "within 24 hours"
    )
  }
}
