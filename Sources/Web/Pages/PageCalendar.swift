/// A cell a day, light to dark: how long each sensor listened.
///
/// It is a table, so that it can be heard too.
struct PageCalendar: Hashable, Sendable {
  /// How much of a day there is.
  enum Level: Int, Hashable, Sendable, CaseIterable {
    /// Nothing is known of it.
    case missing
    /// Less than half.
    case little
    /// Less than nine tenths.
    case part
    /// Less than 99 %.
    case most
    /// All but minutes.
    case whole

    /// The level of a part of a day; nil is none.
    init(_ part: Double?) {
      self =
        switch part ?? 0 {
        case ..<0.000_001: .missing
        case ..<0.5: .little
        case ..<0.9: .part
        case ..<0.99: .most
        default: .whole
        }
    }
  }

  /// A day of a row.
  struct Cell: Hashable, Sendable {
    var level: Level
    /// The day with its value, for who cannot see the cell.
    var text: String
  }

  /// Days of one month beside each other.
  struct Month: Hashable, Sendable {
    var label: String
    var days: Int
  }

  /// A row.
  struct Row: Hashable, Sendable {
    var name: String
    /// Where its name leads; nil for nowhere.
    var link: String?
    var cells: [Cell]
  }

  /// What a level is called.
  struct Entry: Hashable, Sendable {
    var level: Level
    var label: String
  }

  /// What it shows.
  var caption: String
  /// What the rows are.
  var head: String
  var months: [Month]
  var rows: [Row]
  var legend: [Entry]
}
