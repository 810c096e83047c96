import NIOCore
import NIOHTTP1

/// What a connection is told: the parts of a request, and who waits for the answer.
enum ExchangePart: Sendable {
  case begin(HTTPRequestHead, EventLoopPromise<CentreAnswer>)
  /// Bytes of the body.
  case body(ByteBuffer)
  /// The last bytes of the body, none where it is empty: with them the request ends.
  case last(ByteBuffer)
}
