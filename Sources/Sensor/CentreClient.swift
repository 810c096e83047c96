import NIOCore
import NIOHTTP1
public import NIOPosix
import NIOSSL
import Shipping

/// Opens connections to the centre: TLS 1.2 or later, the authority pinned, through a proxy where there is one.
public struct CentreClient: Sendable {
  /// How the client goes about it.
  public struct Options: Sendable {
    /// The HTTP proxy, nil for the straight way.
    public var proxy: Proxy?
    /// The program and its version, as `User-Agent` says them.
    public var software = "hirundo-sensor"
    /// How long is waited.
    public var timeouts = CentreTimeouts()

    /// The straight way and the usual times.
    public init() {}
  }

  /// Where the centre is.
  public let centre: HostPort
  private let trust: CentreTrust
  private let identity: SensorIdentity?
  private let options: Options
  private let group: MultiThreadedEventLoopGroup
  private let now: @Sendable () -> Int64

  /// A client of an enrolled sensor.
  ///
  /// - Parameters:
  ///   - identity: The sensor's identity: centre, certificate and key.
  ///   - options: How to go about it.
  ///   - group: The threads that do it.
  ///   - now: The clock, in nanoseconds since 1970.
  public init(
    _ identity: SensorIdentity,
    options: Options,
    group: MultiThreadedEventLoopGroup,
    now: @escaping @Sendable () -> Int64
  ) {
    centre = identity.centre
    trust = identity.trust
    self.identity = identity
    self.options = options
    self.group = group
    self.now = now
  }

  /// A client of a sensor that has no certificate yet and knows the centre by its token.
  init(
    _ centre: HostPort,
    trust: CentreTrust,
    options: Options,
    group: MultiThreadedEventLoopGroup,
    now: @escaping @Sendable () -> Int64
  ) {
    self.centre = centre
    self.trust = trust
    identity = nil
    self.options = options
    self.group = group
    self.now = now
  }

  /// Opens a connection whose server has shown that it is the centre.
  public func connect() async throws(SensorError) -> CentreConnection {
    let place = options.proxy?.place ?? centre
    let channel: any Channel
    do {
      try Task.checkCancellation()
      channel = try await ClientBootstrap(group: group)
        .connectTimeout(TimeAmount(options.timeouts.connect))
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .connect(host: place.host, port: place.port)
        .get()
    } catch {
      let failure = CentreFailure.error(error, at: place)
      guard options.proxy != nil else { throw failure }
      throw SensorError(place: "the proxy \(place)", rule: failure.rule, remedy: failure.remedy)
    }
    do {
      if let proxy = options.proxy { try await openTunnel(channel, proxy) }
      try await secure(channel)
    } catch {
      channel.close(promise: nil)
      throw CentreFailure.error(error, at: centre)
    }
    return CentreConnection(
      channel,
      centre: centre,
      software: options.software,
      limit: options.timeouts.whole,
      serial: identity?.certificate.serial,
      now: now
    )
  }

  /// Opens a connection for one request, and closes it.
  public func send(_ request: CentreRequest) async throws(SensorError) -> CentreAnswer {
    let connection = try await connect()
    defer { connection.close() }
    return try await connection.send(request)
  }

  private func openTunnel(_ channel: any Channel, _ proxy: Proxy) async throws {
    try await whenReady(channel, "the proxy \(proxy)") { ready in
      try channel.pipeline.syncOperations.addHandler(
        ProxyTunnel(proxy: proxy, ready: ready),
        name: "tunnel"
      )
      channel.writeAndFlush(
        ByteBuffer(string: ProxyTunnel.request(for: centre, by: proxy)),
        promise: nil
      )
    }
    try await channel.pipeline.removeHandler(name: "tunnel").get()
  }

  private func secure(_ channel: any Channel) async throws {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    // The chain and the host are checked by `CentreTrust`; without this its word would not be asked.
    configuration.certificateVerification = .noHostnameVerification
    if let identity {
      configuration.certificateChain = [.certificate(identity.presented)]
      configuration.privateKey = .privateKey(identity.key)
    }
    let context = try NIOSSLContext(configuration: configuration)
    let trust = trust
    let centre = centre
    let now = now
    let idle = TimeAmount(options.timeouts.idle)
    try await whenReady(channel, "the centre \(centre)") { ready in
      let secured = try NIOSSLClientHandler(
        context: context,
        serverHostname: centre.isAddress ? nil : centre.host
      ) { certificates, verdict in
        let chain = certificates.compactMap { try? $0.toDERBytes() }
        Task {
          let refusal = await trust.refusal(of: chain, at: centre)
          if let refusal { ready.fail(refusal) }
          verdict.succeed(refusal == nil ? .certificateVerified : .failed)
        }
      }
      let pipeline = channel.pipeline.syncOperations
      try pipeline.addHandlers(IdleStateHandler(allTimeout: idle), secured)
      try pipeline.addHTTPClientHandlers()
      try pipeline.addHandler(ExchangeHandler(centre: centre, ready: ready, now: now))
    }
  }

  /// Adds handlers to a connection on its thread, and waits until they say that they are ready, but not for
  /// ever and not beyond the connection's end: it may end before they are there to hear of it.
  private func whenReady(
    _ channel: any Channel,
    _ place: String,
    adding handlers: @escaping @Sendable (EventLoopPromise<Void>) throws -> Void
  ) async throws {
    let ready = channel.eventLoop.makePromise(of: Void.self)
    channel.closeFuture.whenComplete { _ in
      ready.fail(
        SensorError(
          place: place,
          rule: "the connection ended as soon as it was made",
          remedy: "check the network between"
        )
      )
    }
    let limit = channel.eventLoop.scheduleTask(in: TimeAmount(options.timeouts.handshake)) {
      ready.fail(
        SensorError(
          place: place,
          rule: "it accepts connections and does not answer",
          remedy: "check that the port is that of the centre"
        )
      )
      channel.close(promise: nil)
    }
    defer { limit.cancel() }
    try await withTaskCancellationHandler {
      try await channel.eventLoop.submit { try handlers(ready) }.get()
      try await ready.futureResult.get()
    } onCancel: {
      channel.close(promise: nil)
    }
  }
}
