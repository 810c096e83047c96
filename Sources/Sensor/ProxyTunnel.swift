import NIOCore

/// Asks an HTTP proxy for a tunnel (RFC 9110 §9.3.6), and leaves the pipeline when it stands.
final class ProxyTunnel: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  private static let longest = 8 << 10
  private static let end = Array("\r\n\r\n".utf8)

  private let proxy: Proxy
  private let ready: EventLoopPromise<Void>
  private var answer: [UInt8] = []

  /// A handler that completes `ready` when the proxy has agreed.
  init(proxy: Proxy, ready: EventLoopPromise<Void>) {
    self.proxy = proxy
    self.ready = ready
  }

  /// What is sent to the proxy.
  static func request(for centre: HostPort, by proxy: Proxy) -> String {
    let login = proxy.authorization.map { "Proxy-Authorization: \($0)\r\n" } ?? ""
    return "CONNECT \(centre) HTTP/1.1\r\nHost: \(centre)\r\n\(login)\r\n"
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    answer += unwrapInboundIn(data).readableBytesView
    let isWhole = answer.suffix(Self.end.count).elementsEqual(Self.end)
    guard isWhole else {
      // The server's side of TLS never speaks first, so nothing comes behind the answer's end.
      if answer.count > Self.longest { fail(context, "its answer is too long") }
      return
    }
    let line = String(decoding: answer.prefix { $0 != 13 }.prefix(100), as: UTF8.self)
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].count == 3,
      words[1].hasPrefix("2")
    else {
      let status = line.filter { $0.isASCII && $0 >= " " }
      fail(
        context,
        "it refuses a tunnel to the centre (\(status))",
        words.count > 1 && words[1] == "407"
          ? "give its user and password in the configuration: proxy: user:password@\(proxy)"
          : "check the proxy's address and whether it allows CONNECT to the centre's port"
      )
      return
    }
    ready.succeed()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(context, "the connection failed (\(error))")
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(context, "it closed the connection")
    context.fireChannelInactive()
  }

  private func fail(
    _ context: ChannelHandlerContext,
    _ rule: String,
    _ remedy: String = "check the proxy's address and what it is"
  ) {
    ready.fail(
      SensorError(
        place: "the proxy \(proxy)",
        rule: rule,
        remedy: remedy
      )
    )
    context.close(promise: nil)
  }
}
