public import Schema

/// Rows of a table in ClickHouse's Native format, a value at a time: for the ledger's few rows.
///
/// The block is the number of columns, the number of rows, then for each column its name, its type
/// and its values together. Arrays are the running totals of their lengths, then all elements.
/// `PacketBlock` makes the same bytes for packets, in bulk.
/// Source: ClickHouse documentation, "Native" format, without the block information of the TCP
/// protocol.
public struct NativeBlock: Sendable {
  /// The table whose rows it holds.
  public let table: StoreTable
  /// The rows so far.
  public private(set) var rows: [[StoreValue]] = []

  /// A block without rows.
  public init(_ table: StoreTable) {
    self.table = table
  }

  /// Appends a row: a value of the right kind for each column, in their order.
  ///
  /// Anything else is a mistake of the program and ends it.
  public mutating func append(_ row: [StoreValue]) {
    precondition(
      row.count == table.columns.count,
      "a row of \(table.name) has \(table.columns.count) values"
    )
    rows.append(row)
  }

  /// The block in Native format.
  public var bytes: [UInt8] {
    var output = NativeBytes()
    output.append(count: table.columns.count)
    output.append(count: rows.count)
    for (index, column) in table.columns.enumerated() {
      output.append(text: column.name)
      output.append(text: column.type.description)
      var total: UInt64 = 0
      for row in rows {
        guard let length = row[index].elementCount else { break }
        total += UInt64(length)
        output.append(total)
      }
      for row in rows {
        precondition(
          row[index].append(to: &output, as: column.type),
          "column \(column.name) of \(table.name) takes \(column.type), not \(row[index])"
        )
      }
    }
    return output.bytes
  }
}

extension StoreValue {
  /// How many elements an array has, nil for a value that is none.
  fileprivate var elementCount: Int? {
    switch self {
    case .words(let words): words.count
    case .numbers(let numbers): numbers.count
    default: nil
    }
  }

  /// Appends the value, of an array its elements; false when it is of another type.
  fileprivate func append(to output: inout NativeBytes, as type: StoreType) -> Bool {
    switch (type, self) {
    case (.uint8, .number(let number)): output.append(exactly: number, as: UInt8.self)
    case (.uint16, .number(let number)), (.date, .number(let number)):
      output.append(exactly: number, as: UInt16.self)
    case (.uint32, .number(let number)), (.dateTime, .number(let number)):
      output.append(exactly: number, as: UInt32.self)
    case (.uint64, .number(let number)): output.append(exactly: number, as: UInt64.self)
    case (.int64, .signed(let number)): output.append(exactly: number, as: Int64.self)
    case (.fixedString(let length), .bytes(let bytes)) where bytes.count == length:
      output.appended(raw: bytes)
    case (.string, .text(let text)), (.word, .text(let text)): output.appended(texts: [text])
    case (.words, .words(let words)): output.appended(texts: words)
    case (.numbers, .numbers(let numbers)): output.appended(numbers: numbers)
    case (.enumeration(let names), .text(let name)):
      output.append(exactly: names.firstIndex(of: name), as: UInt8.self)
    default: false
    }
  }
}

extension NativeBytes {
  /// Appends a number that fits its type; false for any other.
  fileprivate mutating func append<Number: FixedWidthInteger>(
    exactly number: (some BinaryInteger)?,
    as type: Number.Type
  ) -> Bool {
    guard let number, let fitting = Number(exactly: number) else { return false }
    append(fitting)
    return true
  }

  fileprivate mutating func appended(raw: [UInt8]) -> Bool {
    append(raw: raw)
    return true
  }

  fileprivate mutating func appended(texts: [String]) -> Bool {
    for text in texts { append(text: text) }
    return true
  }

  fileprivate mutating func appended(numbers: [UInt64]) -> Bool {
    for number in numbers { append(number) }
    return true
  }
}
