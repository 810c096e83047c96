import NIOCore
import NIOHTTP1
import NIOSSL
import NIOTLS
import Shipping

/// The end of a connection's pipeline: one request at a time, and the whole answer to it.
///
/// An answer that comes before the request has ended (413) is given at once; the rest of the
/// request fails, and the connection is closed.
final class ExchangeHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundIn = ExchangePart
  typealias OutboundOut = HTTPClientRequestPart

  private let centre: HostPort
  private let ready: EventLoopPromise<Void>
  private let now: @Sendable () -> Int64
  private var waiting: EventLoopPromise<CentreAnswer>?
  private var isSending = false
  private var sent = NIODeadline.now()
  private var head: HTTPResponseHead?
  private var arrival: Int64 = 0
  private var roundTrip = Duration.zero
  private var body: [UInt8] = []

  /// A handler that completes `ready` when TLS stands.
  init(centre: HostPort, ready: EventLoopPromise<Void>, now: @escaping @Sendable () -> Int64) {
    self.centre = centre
    self.ready = ready
    self.now = now
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    switch unwrapOutboundIn(data) {
    case .begin(let head, let answer):
      guard waiting == nil else {
        preconditionFailure("a connection has one request at a time")
      }
      waiting = answer
      isSending = true
      self.head = nil
      body = []
      context.write(wrapOutboundOut(.head(head)), promise: promise)
    case .body(let bytes):
      guard waiting != nil else {
        promise?.fail(ChannelError.ioOnClosedChannel)
        return
      }
      context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: promise)
    case .last(let bytes):
      guard waiting != nil else {
        promise?.fail(ChannelError.ioOnClosedChannel)
        return
      }
      isSending = false
      sent = .now()
      context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
      context.write(wrapOutboundOut(.end(nil)), promise: promise)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      arrival = now()
      // An answer that comes before the request has ended measures nothing.
      roundTrip = isSending ? .seconds(3600) : Duration(NIODeadline.now() - sent)
    case .body(let bytes):
      body += bytes.readableBytesView
      guard body.count <= CentreAnswer.longest else {
        fail(
          context,
          failure("its answer is longer than \(CentreAnswer.longest) bytes", "check the address")
        )
        return
      }
    case .end:
      guard let head, let promise = waiting else { return }
      waiting = nil
      promise.succeed(
        CentreAnswer(
          status: Int(head.status.code),
          time: head.headers.first(name: CentreAPI.timeHeader).flatMap { Int64($0) },
          retryAfter: CentreAnswer.wait(head.headers.first(name: "retry-after")),
          body: body,
          roundTrip: roundTrip,
          arrival: arrival
        )
      )
      if isSending || !head.isKeepAlive { context.close(promise: nil) }
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    switch event {
    case TLSUserEvent.handshakeCompleted: ready.succeed()
    case is IdleStateHandler.IdleStateEvent:
      fail(context, failure("no byte has gone or come for too long", "check the network between"))
    default: context.fireUserInboundEventTriggered(event)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    fail(context, CentreFailure.error(error, at: centre))
  }

  func channelInactive(context: ChannelHandlerContext) {
    fail(context, failure("the connection ended before the answer", "check the network between"))
    context.fireChannelInactive()
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    fail(context, failure("the connection ended before the answer", "check the network between"))
  }

  private func fail(_ context: ChannelHandlerContext, _ error: SensorError) {
    ready.fail(error)
    waiting?.fail(error)
    waiting = nil
    context.close(promise: nil)
  }

  private func failure(_ rule: String, _ remedy: String) -> SensorError {
    SensorError(place: "the centre \(centre)", rule: rule, remedy: remedy)
  }
}
