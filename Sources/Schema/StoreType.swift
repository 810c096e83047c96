/// What a column of the store holds, in the types that every engine of the store has.
public enum StoreType: Hashable, Sendable {
  /// A number of 8 bits.
  case uint8
  /// A number of 16 bits.
  case uint16
  /// A number of 32 bits.
  case uint32
  /// A number of 64 bits.
  case uint64
  /// A signed number of 64 bits.
  case int64
  /// A day: days since 1970-01-01 in 16 bits.
  case date
  /// A second in UTC: seconds since 1970 in 32 bits.
  case dateTime
  /// That many bytes, no more and no fewer.
  case fixedString(Int)
  /// A text that is rarely the same in two rows.
  case string
  /// A text of which a column has few different ones: a dictionary keeps them where there is one.
  case word
  /// Words, in an order that means nothing.
  case words
  /// Numbers of 64 bits.
  case numbers
  /// One of some names, numbered from 0 in their order.
  case enumeration([String])
}

extension StoreType: CustomStringConvertible {
  /// The type's name in SQL, without what only newer engines know.
  public var description: String {
    switch self {
    case .uint8: "UInt8"
    case .uint16: "UInt16"
    case .uint32: "UInt32"
    case .uint64: "UInt64"
    case .int64: "Int64"
    case .date: "Date"
    case .dateTime: "DateTime('UTC')"
    case .fixedString(let length): "FixedString(\(length))"
    case .string, .word: "String"
    case .words: "Array(String)"
    case .numbers: "Array(UInt64)"
    case .enumeration(let names):
      "Enum8(\(names.enumerated().map { "'\($1)' = \($0)" }.joined(separator: ", ")))"
    }
  }
}
