import NIOCore
import NIOPosix
import Synchronization
import Testing

/// A proxy on loopback for tests: it opens tunnels, or refuses them.
final class TestProxy: Sendable {
  private let channel: any Channel
  private let asked: Tunnels
  /// The port on 127.0.0.1.
  let port: Int

  /// Starts a proxy that answers CONNECT with a status line.
  init(group: MultiThreadedEventLoopGroup, answer: String = "HTTP/1.1 200 Connected") async throws {
    let asked = Tunnels()
    self.asked = asked
    channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ProxyHandler(answer: answer, asked: asked))
        }
      }
      .bind(host: "127.0.0.1", port: 0)
      .get()
    port = try #require(channel.localAddress?.port)
  }

  /// The places to which tunnels were asked for.
  var tunnels: [String] { asked.places.withLock { $0 } }

  final class Tunnels: Sendable {
    let places = Mutex<[String]>([])
  }

  /// One side of a tunnel: what comes goes to the other side.
  private final class Relay: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    private let other: any Channel

    init(_ other: any Channel) {
      self.other = other
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      other.writeAndFlush(unwrapInboundIn(data), promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) {
      other.close(promise: nil)
    }
  }

  private final class ProxyHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    private let answer: String
    private let asked: Tunnels

    init(answer: String, asked: Tunnels) {
      self.answer = answer
      self.asked = asked
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let words = String(buffer: unwrapInboundIn(data)).split(separator: " ")
      guard words.first == "CONNECT", let place = HostPortOfTest(String(words[1])) else {
        context.close(promise: nil)
        return
      }
      asked.places.withLock { $0.append(String(words[1])) }
      let reply = ByteBuffer(string: "\(answer)\r\nVia: 1.1 test\r\n\r\n")
      guard answer.contains(" 200 ") else {
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
        return
      }
      let channel = context.channel
      // Both sides are on the one thread of the test.
      ClientBootstrap(group: channel.eventLoop)
        .channelInitializer { outer in
          outer.eventLoop.makeCompletedFuture {
            try outer.pipeline.syncOperations.addHandler(Relay(channel))
          }
        }
        .connect(host: place.host, port: place.port)
        .whenSuccess { outer in
          do {
            try channel.pipeline.syncOperations.addHandler(Relay(outer))
          } catch {
            // The client is gone.
            outer.close(promise: nil)
            return
          }
          channel.pipeline.context(handlerType: ProxyHandler.self)
            .flatMap { channel.pipeline.syncOperations.removeHandler(context: $0) }
            .whenSuccess { channel.writeAndFlush(reply, promise: nil) }
        }
    }
  }

  private struct HostPortOfTest {
    var host: String
    var port: Int

    init?(_ text: String) {
      let parts = text.split(separator: ":")
      guard parts.count == 2, let port = Int(parts[1]) else { return nil }
      host = String(parts[0])
      self.port = port
    }
  }
}
