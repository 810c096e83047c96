/// The rows of some days in one of the two tables that hold packets, with one word for what both have.
struct DayRows: Hashable, Sendable {
  /// The table.
  var table: String
  /// Which of its rows.
  var condition: String
  /// A row's day of the reporting zone.
  var day: String
  /// How many packets a row stands for.
  var packets: String
  /// When the first of them was captured, in nanoseconds since 1970.
  var first: String
  /// When the last of them was captured.
  var last: String
}
