/// Puts the columns of a block one behind the other, each behind its name and type.
struct ColumnEncoder {
  private let heads: [[UInt8]]
  private let rows: Int
  private var column = 0
  private var output: NativeBytes

  /// An encoder of columns with these names and types, in this order.
  ///
  /// - Parameters:
  ///   - heads: Name and type of each column, encoded.
  ///   - rows: How many rows each column has.
  ///   - room: An array whose memory is used again.
  init(heads: [[UInt8]], rows: Int, reusing room: consuming [UInt8]) {
    self.heads = heads
    self.rows = rows
    output = NativeBytes(reusing: room)
    // Fixed columns are 94 bytes a row, texts and totals of arrays about 50.
    output.reserve(rows * 144 + 1024)
    output.append(count: heads.count)
    output.append(count: rows)
  }

  /// Appends numbers.
  mutating func append<Value>(_ numbers: NumberColumn<Value>) {
    begin(numbers.count)
    output.append(column: numbers.values)
  }

  /// Appends numbers as a `FixedString`, highest byte first.
  mutating func append<Value>(bytesOf numbers: NumberColumn<Value>) {
    begin(numbers.count)
    let values = numbers.values.span
    output.append(rows) { values[$0].byteSwapped }
  }

  /// Appends texts.
  mutating func append(texts numbers: NumberColumn<UInt32>, of words: WordPool) {
    begin(numbers.count)
    words.encode(numbers.values, into: &output)
  }

  /// Appends lists of texts.
  mutating func append(lists numbers: NumberColumn<UInt32>, of words: WordPool) {
    begin(numbers.count)
    words.encodeTotals(numbers.values, into: &output)
    words.encode(numbers.values, into: &output)
  }

  /// The block.
  consuming func finish() -> [UInt8] {
    precondition(column == heads.count, "a block has all columns of its table")
    return output.bytes
  }

  private mutating func begin(_ count: Int) {
    precondition(count == rows, "all columns of a block have the same number of rows")
    output.append(raw: heads[column])
    column += 1
  }
}
