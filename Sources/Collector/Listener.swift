public import Hummingbird
public import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// Serves HTTP at one address until its task is cancelled.
public struct Listener: Sendable {
  /// How long requests that are under way may take when it ends.
  private static let farewell = Duration.seconds(5)

  /// Where it listens.
  public var address: CentreSettings.Address
  /// What it is called in sentences.
  public var name: String
  /// The most connections at once.
  public var connections: Int
  /// Told where it listens, and what happens.
  public var log: @Sendable (String) -> Void
  /// Told the port, when it listens.
  public var isListening: @Sendable (_ name: String, _ port: Int) -> Void

  /// A listener that does not listen yet.
  public init(
    address: CentreSettings.Address,
    name: String,
    connections: Int,
    log: @escaping @Sendable (String) -> Void,
    isListening: @escaping @Sendable (_ name: String, _ port: Int) -> Void
  ) {
    self.address = address
    self.name = name
    self.connections = connections
    self.log = log
    self.isListening = isListening
  }

  /// HTTP/1.1 whose requests have heads of bounded length and whose connections do not rest for long.
  ///
  /// - Parameter idle: After so many seconds without a byte a connection is closed.
  /// - Returns: The configuration of a server.
  public static func bounded(idle: Int64) -> HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      idleTimeout: .seconds(idle),
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: 8192,
        maxHeaderListSize: 32_768,
        maxHeaderFieldCount: 64
      )
    )
  }

  /// Serves until the task is cancelled.
  ///
  /// - Parameters:
  ///   - router: What answers.
  ///   - server: The protocol under it.
  /// - Throws: `CollectorError` where nobody can listen at the address.
  public func serve<Context: RequestContext>(
    _ router: Router<Context>,
    _ server: HTTPServerBuilder
  ) async throws where Context.Source == ApplicationRequestContextSource {
    var logger = Logger(label: "hirundo.\(name)")
    logger.logLevel = .critical
    let (name, address, log, isListening) = (name, address, log, isListening)
    let application = Application(
      router: router,
      server: server,
      configuration: ApplicationConfiguration(
        address: .hostname(address.host, port: address.port),
        availableConnectionsDelegate: MaximumAvailableConnections(connections)
      ),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? address.port
        log("\(name) at \(address.host):\(port)")
        isListening(name, port)
      },
      logger: logger
    )
    do {
      try await Self.run(application, logger)
    } catch let error as IOError {
      throw CollectorError(
        place: "\(address.host):\(address.port)",
        rule: "nobody can listen there (\(error))",
        remedy: "stop the program that does, or choose another address"
      )
    }
  }

  /// Serves until the task is cancelled; then takes no more connections, and ends those that are there.
  ///
  /// The cancellation does not reach the server: it would drop connections that were just accepted, which ends
  /// the process.
  private static func run(
    _ application: some ApplicationProtocol,
    _ logger: Logger
  ) async throws {
    var configuration = ServiceGroupConfiguration(services: [application], logger: logger)
    configuration.maximumGracefulShutdownDuration = Self.farewell
    let services = ServiceGroup(configuration: configuration)
    let serving = Task { try await services.run() }
    try await withTaskCancellationHandler {
      try await serving.value
    } onCancel: {
      Task { await services.triggerGracefulShutdown() }
    }
  }
}
