/// A table of a page; its cells are final text.
struct PageTable: Hashable, Sendable {
  /// A column.
  struct Column: Hashable, Sendable {
    var heading: String
    /// Whether it holds numbers, which stand at the right.
    var isNumeric: Bool

    init(_ heading: String, isNumeric: Bool = false) {
      self.heading = heading
      self.isNumeric = isNumeric
    }
  }

  /// A cell.
  struct Cell: Hashable, Sendable {
    /// Its text; nil where there is no value, which is not zero.
    var text: String?
    /// Where it leads; nil for nowhere.
    var link: String?
    /// What can be done with the row: a form of one button.
    var form: PageForm?

    init(_ text: String?, link: String? = nil) {
      self.text = text
      self.link = link
    }

    init(form: PageForm) {
      self.form = form
    }
  }

  /// What it shows.
  var caption: String
  var columns: [Column]
  var rows: [[Cell]]
  /// What has to be known to read it; nil where nothing has.
  var note: String?
}
