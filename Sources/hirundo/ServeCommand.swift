import ArgumentParser
import Collector
import Foundation
import Segment

/// `hirundo serve`: the centre.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Receive what sensors send, bring it into the store, and show it.",
    discussion: """
      Owns the data directory until SIGTERM or Ctrl-C; questions and hirundo sensors work beside it. \
      Health is at /healthz, /readyz and /metrics of --health, for this machine only. The dashboard is \
      at --web; the first start prints a link by which the first admin chooses a password.

      Example: hirundo serve --listen 0.0.0.0:8443 --name centre.example.net --data /var/lib/hirundo
      """
  )

  /// Where sensors reach the centre when nobody says.
  static let usualAddress = "127.0.0.1:8443"
  private static let usualHealth = "127.0.0.1:9443"

  @Option(help: "Address and port for sensors. Default: serve.listen, else \(usualAddress).")
  var listen: String?

  @Option(
    name: .customLong("name"),
    help: """
      Name or address by which sensors reach it, for its certificate. May be repeated. Default: \
      serve.names, else 127.0.0.1, ::1 and localhost.
      """
  )
  var names: [String] = []

  @Option(help: "Address and port for health, or none. Default: serve.health, else \(usualHealth).")
  var health: String?

  @Option(help: "Folder into which other tools put closed captures.")
  var watch: String?

  @Option(help: "The sensor of the captures in the watched folder.")
  var sensor: String?

  @OptionGroup var web: WebOptions
  @OptionGroup var options: StoreOptions
  @OptionGroup var meaning: MeaningOptions

  func validate() throws {
    guard (watch == nil) == (sensor == nil) else {
      throw ValidationError("--watch FOLDER and --sensor NAME stand together")
    }
  }

  func run() async throws {
    Self.raiseLimitOfFiles()
    let configuration = try options.configuration()
    let settings = try settings(configuration)
    let zone = try meaning.zone(configuration)
    let rules = try meaning.ruleSet()
    // While the engine starts, in a process of its own.
    let loading = Task.detached { [meaning] in try meaning.fullSnapshot() }
    let registry = try options.registry()
    let authority = try options.authority()
    let watched = try watchedFolder()
    let signals = TerminationSignals()
    let asked = signals.stream
    let served = ServedCentre(
      settings: settings,
      registry: registry,
      authority: authority,
      zone: zone,
      rules: rules,
      watched: watched,
      dashboard: try web.dashboard(options, meaning, registry)
    )
    try await options.withOwnStore("hirundo serve") { session in
      try await served.run(session, loading.value, until: asked)
    }
    withExtendedLifetime(signals) {}
  }

  private func settings(_ configuration: Configuration) throws -> CentreSettings {
    func address(_ text: String, _ place: String) throws -> CentreSettings.Address {
      guard let address = CentreSettings.Address(text) else {
        throw InputError("\(place) \(text): write an address and a port, as in 127.0.0.1:8443")
      }
      return address
    }
    let chosenHealth = health ?? configuration.health ?? Self.usualHealth
    let chosenNames = names.isEmpty ? configuration.names : names
    return CentreSettings(
      listen: try address(listen ?? configuration.listen ?? Self.usualAddress, "--listen"),
      health: chosenHealth == "none" ? nil : try address(chosenHealth, "--health"),
      names: chosenNames.isEmpty ? ["127.0.0.1", "::1", "localhost"] : chosenNames
    )
  }

  private func watchedFolder() throws -> (@Sendable () throws -> [CaptureFile])? {
    guard let watch, let sensor else { return nil }
    _ = try SegmentIdentity(sensor: sensor, sequence: 1)
    // Now, while somebody reads what is wrong with it.
    _ = try CapturePaths.captures(in: watch)
    return {
      try CapturePaths.captures(in: watch).map { try CaptureFile(path: $0, sensor: sensor) }
    }
  }

  /// Lets the process have as many files and connections open as it may.
  private static func raiseLimitOfFiles() {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = min(limit.rlim_max, 65_536)
    unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
