import ArgumentParser
import Collector
import Registry
import Web
import Wire

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

  @Option(
    name: .customLong("web-proxy"),
    help: """
      Address or prefix of a proxy before it whose X-Forwarded-For is believed. May be repeated. \
      Default: serve.web-proxies.
      """
  )
  var webProxies: [String] = []

  @Option(
    help: """
      Requests a minute that a reader may make, a fifth of them at once; 0 for no bound. Default: \
      serve.web-requests, else 600.
      """
  )
  var webRequests: Int?

  @Option(help: "Folder in which reports are made. Default: reports in the data directory.")
  var reports: String?

  @OptionGroup var who: SensorOptions

  func validate() throws {
    guard (webCertificate == nil) == (webKey == nil) else {
      throw ValidationError("--web-certificate FILE and --web-key FILE stand together")
    }
    guard webRequests.map({ $0 >= 0 }) ?? true else {
      throw ValidationError("--web-requests takes a number from 0")
    }
  }

  /// Where the dashboard is; nil for nowhere.
  private func settings(_ configuration: Configuration) throws -> WebSettings? {
    let text = web ?? configuration.web ?? Self.usualAddress
    guard text != "none" else { return nil }
    guard let address = CentreSettings.Address(text) else {
      throw InputError("--web \(text): write an address and a port, as in \(Self.usualAddress)")
    }
    let files = webCertificate.flatMap { chain in
      webKey.map { WebSettings.Certificate(chain: chain, key: $0) }
    }
    // Now, while somebody reads what is wrong with them.
    if let files { _ = try Encryption(files, at: StoreSession.now()) }
    var settings = try WebSettings(address: address, certificate: files, origin: webURL)
    settings.proxies = try (webProxies.isEmpty ? configuration.webProxies : webProxies).map {
      guard let proxy = IPPrefix($0) else {
        throw InputError("--web-proxy \($0): write an address or a prefix, as in 127.0.0.1")
      }
      return proxy
    }
    settings.requestsPerMinute =
      webRequests ?? configuration.webRequests ?? settings.requestsPerMinute
    settings.openID = try configuration.openIDWithSecret()
    return settings
  }

  /// The dashboard of a data directory; nil where there is none.
  func dashboard(
    _ options: StoreOptions,
    _ meaning: MeaningOptions,
    _ registry: Registry
  ) throws -> Dashboard? {
    try settings(options.configuration()).map {
      Dashboard(
        settings: $0,
        who: who,
        options: options,
        meaning: meaning,
        registry: registry,
        reports: reports
      )
    }
  }
}
