import AsyncHTTPClient
import NIOCore

/// The lines of an answer as they arrive, without their line breaks.
public struct ResponseLines: AsyncSequence, Sendable {
  /// A line.
  public typealias Element = String
  /// A line is longer than memory allows, or the answer broke off.
  public typealias Failure = StoreError

  private let body: HTTPClientResponse.Body
  private let client: ClickHouseClient

  init(_ response: HTTPClientResponse, of client: ClickHouseClient) {
    body = response.body
    self.client = client
  }

  /// Reads from the beginning; an answer can be read once.
  public func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(body: body.makeAsyncIterator(), client: client)
  }

  /// Cuts what arrives at line breaks.
  public struct AsyncIterator: AsyncIteratorProtocol {
    /// The longest line.
    ///
    /// Unit: bytes.
    private static let longest = 16 << 20

    private var body: HTTPClientResponse.Body.AsyncIterator
    /// Keeps the connection open.
    private let client: ClickHouseClient
    private var buffer = ByteBuffer()
    /// How many bytes of the buffer hold no line break.
    private var searched = 0
    private var isAtEnd = false

    fileprivate init(body: HTTPClientResponse.Body.AsyncIterator, client: ClickHouseClient) {
      self.body = body
      self.client = client
    }

    /// The next line, nil behind the last.
    @concurrent public mutating func next() async throws(StoreError) -> String? {
      while true {
        let unread = buffer.readableBytesView.dropFirst(searched)
        if let place = unread.firstIndex(of: UInt8(ascii: "\n")) {
          let length = place - buffer.readerIndex
          searched = 0
          let line = buffer.readString(length: length)
          buffer.moveReaderIndex(forwardBy: 1)
          return line
        }
        searched = buffer.readableBytes
        guard !isAtEnd else {
          searched = 0
          return buffer.readableBytes == 0 ? nil : buffer.readString(length: buffer.readableBytes)
        }
        guard searched <= Self.longest else {
          throw StoreError(
            kind: .tooLong,
            place: client.endpoint.name,
            problem: "a line of the answer is longer than \(Self.longest) bytes",
            remedy: "ask for fewer columns"
          )
        }
        try await readMore()
      }
    }

    @concurrent private mutating func readMore() async throws(StoreError) {
      do {
        guard var piece = try await body.next() else {
          isAtEnd = true
          return
        }
        buffer.discardReadBytes()
        buffer.writeBuffer(&piece)
      } catch {
        throw TransportFailure(error).storeError(at: client.endpoint.name, .reads)
      }
    }
  }
}
