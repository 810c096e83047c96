/// A value of a row, as one of the few kinds that column types need.
public enum StoreValue: Hashable, Sendable {
  /// Of `UInt8` to `UInt64`; days since 1970 of `Date`; seconds since 1970 of `DateTime`.
  case number(UInt64)
  /// Of `Int64`.
  case signed(Int64)
  /// Of `String`, and the name of an enumeration's value.
  case text(String)
  /// Of `FixedString`.
  case bytes([UInt8])
  /// Of `Array(String)`.
  case words([String])
  /// Of `Array(UInt64)`.
  case numbers([UInt64])
}
