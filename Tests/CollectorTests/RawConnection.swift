import NIOCore
import NIOPosix
import NIOSSL

/// A connection over TLS on which a test writes what no client would.
struct RawConnection: Sendable {
  private let channel: any Channel
  private let received: AsyncStream<ByteBuffer>

  init(to sensor: TestSensor) async throws {
    let context = try NIOSSLContext(configuration: try sensor.encryption())
    let (stream, sender) = AsyncStream<ByteBuffer>.makeStream()
    received = stream
    channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let tls = try NIOSSLClientHandler(context: context, serverHostname: nil)
          try channel.pipeline.syncOperations.addHandler(tls)
          try channel.pipeline.syncOperations.addHandler(Reader(sender))
        }
      }
      .connect(host: "127.0.0.1", port: sensor.port).get()
  }

  func write(_ text: String) async throws { try await write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) async throws {
    try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
  }

  func close() async throws { try await channel.close() }

  /// All that comes until the other side ends the connection.
  func readToEnd() async throws -> String {
    var text = ""
    for await buffer in received { text += String(buffer: buffer) }
    return text
  }
}

/// Hands over what comes, until the connection ends in whatever way.
private final class Reader: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let sender: AsyncStream<ByteBuffer>.Continuation

  init(_ sender: AsyncStream<ByteBuffer>.Continuation) {
    self.sender = sender
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    sender.yield(unwrapInboundIn(data))
  }

  func channelInactive(context: ChannelHandlerContext) { sender.finish() }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
