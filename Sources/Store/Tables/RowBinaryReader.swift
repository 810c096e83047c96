public import Schema

/// Rows of an answer in ClickHouse's RowBinary format, read as the bytes arrive.
///
/// The format holds values only: what they are is what was asked for.
public struct RowBinaryReader: Sendable {
  /// What is wrong with an answer: its place and the rule that it breaks.
  public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the answer the row begins that cannot be read.
    public var offset: Int
    /// The column's place in the row, from 0.
    public var column: Int
    /// What was found.
    public var problem: String

    /// One sentence.
    public var description: String {
      "the store's answer cannot be read in column \(column + 1) of the row at byte \(offset): "
        + "\(problem); run `hirundo doctor`, and look at the versions of both sides"
    }
  }

  private let types: [StoreType]
  private let limit: Int
  private var buffer: [UInt8] = []
  /// The first byte in `buffer` that belongs to no row yet.
  private var position = 0
  /// Where in the answer `buffer` begins.
  private var base = 0

  /// A reader of rows of some types.
  ///
  /// - Parameters:
  ///   - types: The type of each column of the answer.
  ///   - limit: The longest value that is taken. Unit: bytes.
  public init(_ types: [StoreType], limit: Int = 1 << 24) {
    precondition(!types.isEmpty, "a row has columns")
    self.types = types
    self.limit = limit
  }

  /// Takes the next bytes of the answer.
  public mutating func append(_ bytes: some Collection<UInt8>) {
    if position > 0 {
      buffer.removeFirst(position)
      base += position
      position = 0
    }
    buffer += bytes
  }

  /// The next whole row, nil when more bytes are needed for one.
  public mutating func next() throws(Fault) -> [StoreValue]? {
    var cursor = position
    var row: [StoreValue] = []
    row.reserveCapacity(types.count)
    for type in types {
      do {
        guard let value = try read(type, at: &cursor) else { return nil }
        row.append(value)
      } catch {
        throw Fault(offset: base + position, column: row.count, problem: error.problem)
      }
    }
    position = cursor
    return row
  }

  /// Checks at the end of the answer that it ended with a row.
  public func finish() throws(Fault) {
    guard position == buffer.count else {
      throw Fault(
        offset: base + position,
        column: 0,
        problem: "the answer ends inside the row, \(buffer.count - position) bytes into it"
      )
    }
  }

  /// What a value breaks; where is added outside.
  private struct Violation: Error {
    var problem: String
  }

  private func read(_ type: StoreType, at cursor: inout Int) throws(Violation) -> StoreValue? {
    switch type {
    case .uint8: return number(UInt8.self, at: &cursor).map { .number(UInt64($0)) }
    case .uint16, .date: return number(UInt16.self, at: &cursor).map { .number(UInt64($0)) }
    case .uint32, .dateTime: return number(UInt32.self, at: &cursor).map { .number(UInt64($0)) }
    case .uint64: return number(UInt64.self, at: &cursor).map { .number($0) }
    case .int64: return number(Int64.self, at: &cursor).map { .signed($0) }
    case .fixedString(let length): return bytes(length, at: &cursor).map { .bytes(Array($0)) }
    case .string, .word: return try text(at: &cursor).map { .text($0) }
    case .words:
      guard let count = try count(at: &cursor) else { return nil }
      var words: [String] = []
      for _ in 0..<count {
        guard let word = try text(at: &cursor) else { return nil }
        words.append(word)
      }
      return .words(words)
    case .numbers:
      guard let count = try count(at: &cursor), buffer.count - cursor >= count * 8 else {
        return nil
      }
      return .numbers((0..<count).compactMap { _ in number(UInt64.self, at: &cursor) })
    case .enumeration(let names):
      guard let index = number(UInt8.self, at: &cursor) else { return nil }
      guard Int(index) < names.count else {
        throw Violation(problem: "\(index) is none of \(names.joined(separator: ", "))")
      }
      return .text(names[Int(index)])
    }
  }

  private func number<Number: FixedWidthInteger>(
    _ type: Number.Type,
    at cursor: inout Int
  ) -> Number? {
    bytes(Number.bitWidth / 8, at: &cursor).map { bytes in
      bytes.reversed().reduce(0) { $0 << 8 | Number(truncatingIfNeeded: $1) }
    }
  }

  private func bytes(_ count: Int, at cursor: inout Int) -> ArraySlice<UInt8>? {
    guard buffer.count - cursor >= count else { return nil }
    defer { cursor += count }
    return buffer[cursor..<cursor + count]
  }

  private func text(at cursor: inout Int) throws(Violation) -> String? {
    guard let length = try count(at: &cursor) else { return nil }
    return bytes(length, at: &cursor).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A length or count, refused when it is longer than what is taken.
  private func count(at cursor: inout Int) throws(Violation) -> Int? {
    var value = 0
    for shift in stride(from: 0, to: 35, by: 7) {
      guard let byte = number(UInt8.self, at: &cursor) else { return nil }
      value |= Int(byte & 0x7F) << shift
      guard byte & 0x80 != 0 else {
        guard value <= limit else {
          throw Violation(problem: "a length of \(value) is more than the \(limit) that are taken")
        }
        return value
      }
    }
    throw Violation(problem: "a length has more than five bytes")
  }
}
