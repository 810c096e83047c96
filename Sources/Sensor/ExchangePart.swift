import NIOCore
import NIOHTTP1

/// What a connection is told: the parts of a request, and who waits for the answer.
enum ExchangePart: Sendable {
  case begin(HTTPRequestHead, EventLoopPromise<CentreAnswer>)
  case body(ByteBuffer)
  case end
}
