import Schema

/// Keys of which each value is a number, as one number of 64 bits: what rows are grouped by in a fraction of the time
/// that several keys take.
struct PackedKeys {
  /// What is packed, the most significant first.
  private let keys: [PeriodQuestions.Key]
  private let rows: PeriodRows
  /// The column that holds the number.
  static let column = "packed"

  /// Keys as one number; nil where one of them is no number, all of them are too long, or there is only one.
  init?(_ keys: [PeriodQuestions.Key], _ rows: PeriodRows) {
    let bits = keys.compactMap { $0.number?.bits }
    guard keys.count > 1, bits.count == keys.count, bits.reduce(0, +) <= 64 else { return nil }
    self.keys = keys
    self.rows = rows
  }

  /// The bits below a key.
  private func shift(_ place: Int) -> Int {
    keys.dropFirst(place + 1).reduce(0) { $0 + ($1.number?.bits ?? 0) }
  }

  /// The number of a row of a part, in SQL.
  func number(_ part: DayRows) -> String {
    keys.enumerated().compactMap { place, key in
      key.number.map {
        "toUInt64(\($0.encoded(part, rows))) * \(UInt64(1) << UInt64(shift(place)))"
      }
    }.joined(separator: " + ")
  }

  /// The value of one of the keys, from the number, in SQL.
  func value(of key: PeriodQuestions.Key) -> String {
    guard let number = key.number, let place = keys.firstIndex(where: { $0.name == key.name })
    else { preconditionFailure("the key is one of those that are packed") }
    let field = "intDiv(\(Self.column), \(UInt64(1) << UInt64(shift(place))))"
    return number.decoded("\(field) % \(UInt64(1) << UInt64(number.bits))", rows)
  }
}
