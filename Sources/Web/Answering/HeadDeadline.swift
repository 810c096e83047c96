import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Ends connections whose next head does not come: a byte now and then would hold one for ever.
///
/// Time runs from the beginning of the connection, or from the end of the answer before.
final class HeadDeadline: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let first: TimeAmount
  private let next: TimeAmount
  private var end: Scheduled<Void>?
  private var isFirst = true

  /// A deadline.
  ///
  /// - Parameters:
  ///   - first: In so many seconds the head of a connection's first request is there.
  ///   - next: In so many seconds that of a further one.
  init(first: Int64, next: Int64) {
    self.first = .seconds(first)
    self.next = .seconds(next)
  }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { wait(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    end?.cancel()
  }

  func channelActive(context: ChannelHandlerContext) {
    wait(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end?.cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .head = unwrapInboundIn(data) {
      end?.cancel()
      isFirst = false
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    let isEnd = if case .end = unwrapOutboundIn(data) { true } else { false }
    context.write(data, promise: promise)
    if isEnd { wait(context) }
  }

  private func wait(_ context: ChannelHandlerContext) {
    end?.cancel()
    end = context.eventLoop.assumeIsolated().scheduleTask(in: isFirst ? first : next) {
      // Browsers take an answer to nothing they asked for as one to their next request.
      guard self.isFirst else { return context.close(promise: nil) }
      var head = HTTPResponse(status: .requestTimeout)
      head.headerFields[.connection] = "close"
      head.headerFields[.contentLength] = "0"
      context.write(self.wrapOutboundOut(.head(head)), promise: nil)
      context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
      context.close(promise: nil)
    }
  }
}
