import NIOCore
import NIOHTTP1
import NIOSSL
import Shipping

/// A connection to a test's centre: whole requests in, the test's answers out.
final class CentreHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let cut: Int?
  private let respond: (TestCentre.Request) -> TestCentre.Answer
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []

  init(cut: Int?, respond: @escaping (TestCentre.Request) -> TestCentre.Answer) {
    self.cut = cut
    self.respond = respond
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      body = []
    case .body(let bytes):
      body += bytes.readableBytesView
      if let cut, body.count >= cut {
        head = nil
        context.close(promise: nil)
      }
    case .end:
      guard let head else { return }
      answer(context, head)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A client that refuses us is what some tests want.
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext, _ head: HTTPRequestHead) {
    let request = TestCentre.Request(
      method: head.method,
      path: head.uri,
      headers: head.headers,
      body: body,
      sensor: sensor(context)
    )
    switch respond(request) {
    case .cut: context.close(promise: nil)
    case .silence: break
    case .status(let status, let headers, let text):
      let fields = HTTPHeaders(headers + [("content-length", String(text.utf8.count))])
      let head = HTTPResponseHead(
        version: .http1_1,
        status: HTTPResponseStatus(statusCode: status),
        headers: fields
      )
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: text)))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }

  private func sensor(_ context: ChannelHandlerContext) -> String? {
    let pipeline = context.channel.pipeline.syncOperations
    let tls = try? pipeline.handler(type: NIOSSLServerHandler.self)
    guard let der = try? tls?.peerCertificate?.toDERBytes() else { return nil }
    return SensorCertificate(der: der)?.sensor
  }
}
