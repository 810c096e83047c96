import NIOCore
import Store

/// The rows of an answer as the body of one: lines of CSV, or an array of JSON with a row a line.
struct QueryRows: AsyncSequence, Sendable {
  typealias Element = ByteBuffer
  typealias Failure = StoreError

  /// So many bytes are written at once.
  private static let piece = 65_536

  let lines: ResponseLines
  let isCSV: Bool
  /// The place of the query among those under way.
  let place: Turnstile.Place

  func makeAsyncIterator() -> AsyncIterator {
    AsyncIterator(lines: lines.makeAsyncIterator(), isCSV: isCSV, place: place)
  }

  /// Puts rows together to pieces.
  struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate var lines: ResponseLines.AsyncIterator
    fileprivate let isCSV: Bool
    fileprivate let place: Turnstile.Place
    private var isFirst = true
    private var isAtEnd = false

    fileprivate init(lines: ResponseLines.AsyncIterator, isCSV: Bool, place: Turnstile.Place) {
      self.lines = lines
      self.isCSV = isCSV
      self.place = place
    }

    @concurrent
    mutating func next() async throws(StoreError) -> ByteBuffer? {
      guard !isAtEnd else { return nil }
      var buffer = ByteBuffer()
      while buffer.readableBytes < QueryRows.piece {
        guard let line = try await lines.next() else {
          isAtEnd = true
          if !isCSV { buffer.writeString(isFirst ? "[]\n" : "]\n") }
          return buffer
        }
        buffer.writeString(isCSV ? "\(line)\n" : (isFirst ? "[" : ",\n") + line)
        isFirst = false
      }
      return buffer
    }
  }
}
