import Schema

/// Keys of which each value is a number, as one number of 64 bits: what rows are grouped by in a fraction of the time
/// that several keys take.
struct PackedKeys {
  /// What is packed, the most significant first.
  private let keys: [PeriodQuestions.Key]
  private let rows: PeriodRows
  /// The column that holds the number.
  static let column = "packed"

  /// The keys that can be packed; nil where that gains nothing.
  ///
  /// Sources are no numbers, and what is grouped by them besides costs little; names of sensors cost the most.
  init?(_ keys: [PeriodQuestions.Key], _ rows: PeriodRows) {
    let numbers = keys.filter { $0.number != nil }
    guard numbers.count > 1, numbers.count == keys.count || keys.contains(where: \.isSensor) else {
      return nil
    }
    self.keys = numbers
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

  /// A key's value, from the number, in SQL; nil for a key that is not in it.
  func value(of key: PeriodQuestions.Key) -> String? {
    guard let number = key.number, let place = keys.firstIndex(where: { $0.name == key.name })
    else { return nil }
    let field = "intDiv(\(Self.column), \(UInt64(1) << UInt64(shift(place))))"
    return number.decoded("\(field) % \(1 << number.bits)", rows)
  }
}
