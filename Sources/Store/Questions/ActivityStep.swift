/// How long the bins of a series are.
public enum ActivityStep: String, Hashable, Sendable {
  /// Hours, counted from 1970 in UTC; only raw rows know them.
  case hour
  /// Days of the reporting zone, counted from 1970.
  case day

  /// The bin of a row, in SQL.
  func bin(_ part: DayRows) -> String {
    self == .hour
      ? "toUInt64(intDiv(toUnixTimestamp(time), 3600))" : "toUInt64(\(part.day))"
  }
}
