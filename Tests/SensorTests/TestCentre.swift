import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Testing

/// A centre on loopback for tests: real TLS and certificates, and whatever answers a test wants.
final class TestCentre: Sendable {
  /// A request as it came.
  struct Request: Sendable {
    var method: HTTPMethod
    var path: String
    var headers: HTTPHeaders
    var body: [UInt8]
    /// The sensor that the client certificate names, nil without one.
    var sensor: String?
  }

  /// What a test answers.
  enum Answer: Sendable {
    case status(Int, headers: [(String, String)] = [], body: String = "")
    /// The connection is closed without an answer.
    case cut
    /// Nothing is said, and the connection stays open.
    case silence
  }

  /// What the server shows, and whose clients it knows.
  struct Certificates: Sendable {
    var chain: [String]
    var key: String
    var authority: String
  }

  private let channel: any Channel
  private let log: RequestLog
  /// The port on 127.0.0.1.
  let port: Int

  /// Starts a centre.
  ///
  /// - Parameters:
  ///   - certificates: What it shows.
  ///   - group: Its threads.
  ///   - cut: Closes a connection after so many bytes of a body, nil for never.
  ///   - respond: Is asked for each request, with its number in the order of arrival from 0.
  /// - Throws: Where no port can be had.
  init(
    _ certificates: Certificates,
    group: MultiThreadedEventLoopGroup,
    cut: (@Sendable (Int) -> Int?)? = nil,
    respond: @escaping @Sendable (Request, Int) -> Answer
  ) async throws {
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try certificates.chain.map {
        .certificate(try NIOSSLCertificate(bytes: Array($0.utf8), format: .pem))
      },
      privateKey: .privateKey(
        try NIOSSLPrivateKey(bytes: Array(certificates.key.utf8), format: .pem)
      )
    )
    configuration.certificateVerification = .optionalVerification
    configuration.trustRoots = .certificates([
      try NIOSSLCertificate(bytes: Array(certificates.authority.utf8), format: .pem)
    ])
    let context = try NIOSSLContext(configuration: configuration)
    let log = RequestLog()
    self.log = log
    channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLServerHandler(context: context))
          try pipeline.configureHTTPServerPipeline(withErrorHandling: false)
          let number = log.countConnection()
          try pipeline.addHandler(
            CentreHandler(cut: cut?(number)) { respond($0, log.append($0)) }
          )
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
    port = try #require(channel.localAddress?.port)
  }

  /// The requests so far.
  var requests: [Request] { log.requests }
  /// How many connections there were.
  var connections: Int { log.connections }

  /// Stops listening.
  func stop() async throws {
    try await channel.close().get()
  }
}
