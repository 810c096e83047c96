import AsyncHTTPClient
import NIOCore

/// An answer as it arrives, in pieces of any length.
public struct ResponsePieces: AsyncSequence, Sendable {
  /// Some bytes.
  public typealias Element = [UInt8]
  /// The answer broke off.
  public typealias Failure = StoreError

  private let head: String
  private let body: HTTPClientResponse.Body
  private let client: ClickHouseClient

  /// An answer behind a head of ours.
  init(_ response: HTTPClientResponse, behind head: String, of client: ClickHouseClient) {
    self.head = head
    body = response.body
    self.client = client
  }

  /// Reads from the beginning; an answer can be read once.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(head: head, body: body.makeAsyncIterator(), client: client)
  }

  /// Hands pieces over in their order.
  public struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var head: String
    fileprivate var body: HTTPClientResponse.Body.AsyncIterator
    /// Keeps the connection open.
    fileprivate let client: ClickHouseClient

    /// The next piece, nil behind the last.
    @concurrent public mutating func next() async throws(StoreError) -> [UInt8]? {
      if !head.isEmpty {
        defer { head = "" }
        return Array(head.utf8)
      }
      do {
        return try await body.next().map { Array($0.readableBytesView) }
      } catch {
        throw TransportFailure(error).storeError(at: client.endpoint.name, .reads)
      }
    }
  }
}
