import NIOCore

/// The rows of an insert piece by piece, so that pieces made apart need not be put together in memory first.
struct RowPieces: AsyncSequence, Sendable {
  /// A piece.
  typealias Element = ByteBuffer

  private let pieces: [[UInt8]]

  init(_ pieces: [[UInt8]]) {
    self.pieces = pieces
  }

  /// The bytes of all pieces.
  var byteCount: Int { pieces.reduce(0) { $0 + $1.count } }

  func makeAsyncIterator() -> Iterator {
    Iterator(rest: pieces[...])
  }

  /// Hands pieces over in their order.
  struct Iterator: AsyncIteratorProtocol {
    fileprivate var rest: ArraySlice<[UInt8]>

    /// The next piece, nil behind the last.
    mutating func next() async -> ByteBuffer? {
      rest.popFirst().map { ByteBuffer(bytes: $0) }
    }
  }
}
