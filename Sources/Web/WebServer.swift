import Collector
import Hummingbird
import HummingbirdCore
import HummingbirdHTTP2
public import Registry
import Shipping

/// The dashboard and the interface for programs.
///
/// Built inert; `run` works until its task is cancelled, and then ends cleanly.
public struct WebServer: Sendable {
  /// The account that is made when there is none.
  public static let firstAccount = "admin"

  /// Where it is.
  public var settings: WebSettings
  /// What it shows.
  public var content: WebContent
  /// Who may sign in.
  public var registry: Registry
  /// Told what happens, a sentence each.
  public var log: @Sendable (String) -> Void
  /// Told the port, when it listens.
  public var isListening: @Sendable (_ name: String, _ port: Int) -> Void = { _, _ in }
  /// Told when what everyone sees is ready.
  public var isReady: @Sendable () -> Void = {}
  /// The present time in nanoseconds since 1970.
  public var now: @Sendable () -> Int64

  /// A server that does nothing yet.
  public init(
    settings: WebSettings,
    content: WebContent,
    registry: Registry,
    log: @escaping @Sendable (String) -> Void,
    now: @escaping @Sendable () -> Int64
  ) {
    self.settings = settings
    self.content = content
    self.registry = registry
    self.log = log
    self.now = now
  }

  /// The path at which a password is chosen.
  ///
  /// - Parameter secret: The secret of the link, as the registry was told it.
  /// - Returns: The path, with the secret.
  public static func passwordPath(of secret: [UInt8]) -> String { PasswordPages.path(of: secret) }

  /// The path by which the first admin chooses a password; earlier ones are void.
  ///
  /// - Parameter who: Who starts the server, for the audit.
  /// - Returns: Nil where an admin has a password already.
  /// - Throws: `RegistryError` where the registry cannot be used.
  public func firstLink(by who: String) throws(RegistryError) -> String? {
    let admins = try registry.accounts().filter { $0.role == .admin && $0.isActive }
    guard !admins.contains(where: \.hasPassword) else { return nil }
    let name: String
    if let admin = admins.first {
      name = admin.name
    } else {
      name = Self.firstAccount
      try registry.add(Account(name: name, role: .admin, created: now()), by: who)
    }
    let secret = Secret.random()
    try registry.addPasswordLink(secret: secret, for: name, at: now(), by: who)
    return PasswordPages.path(of: secret)
  }

  /// Serves until the task is cancelled.
  ///
  /// - Throws: What makes serving impossible, such as an address that is taken.
  public func run() async throws {
    let site = try Site(
      settings: settings,
      content: content,
      registry: registry,
      log: log,
      now: now
    )
    let (first, next) = (settings.patience, settings.idle)
    var http1 = Listener.bounded(idle: next)
    http1.additionalChannelHandlers = { [HeadDeadline(first: first, next: next)] }
    let server: HTTPServerBuilder =
      if let certificate = settings.certificate {
        try .http2Upgrade(
          tlsConfiguration: try Encryption(certificate, at: now()).configuration,
          configuration: HTTP2ChannelConfiguration(
            idleTimeout: .seconds(next),
            gracefulCloseTimeout: .seconds(2),
            streamConfiguration: http1
          )
        )
      } else {
        .http1(configuration: http1)
      }
    async let _ = PublicPreparation(site: site, isReady: isReady).run()
    async let _ = site.live.run()
    // Whoever waits for events would keep the server.
    let live = site.live
    let listener = Listener(
      address: settings.address,
      name: "dashboard",
      connections: settings.connections,
      log: log,
      isListening: isListening
    )
    let router = RouteTable(site).router()
    // Reports are made beside the answers, and no longer.
    async let making: Void? = site.reports?.run()
    try await withTaskCancellationHandler {
      try await listener.serve(router, server)
    } onCancel: {
      live.end()
    }
    _ = await making
  }
}
