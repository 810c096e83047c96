import ArgumentParser
import Fingerprint
import Foundation
import Registry
import Reporting
import Schema
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

  /// The server of a store, whose address and first link are told when it listens.
  ///
  /// - Parameters:
  ///   - store: The store that answers.
  ///   - networkNames: The names of networks by their number.
  /// - Returns: A server that does nothing yet.
  /// - Throws: What cannot be used of configuration, rules and registry.
  @inline(never)
  func server(_ store: EventStore, networkNames: [UInt32: String]) throws -> WebServer {
    let configuration = try options.configuration()
    let content = WebContent(
      store: store,
      zone: try meaning.zone(configuration),
      thresholds: try meaning.ruleSet().thresholds,
      rulesDigest: try meaning.rulesDigest(),
      policy: configuration.disclosure,
      home: try who.home(options),
      networkNames: networkNames,
      directory: directory,
      renderer: Self.renderer()
    )
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
