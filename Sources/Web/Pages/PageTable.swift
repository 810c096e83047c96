/// A table of a page; its cells are final text.
struct PageTable: Hashable, Sendable {
  /// A column.
  struct Column: Hashable, Sendable {
    var heading: String
    /// Whether it holds numbers, which stand at the right.
    var isNumeric: Bool
    /// Its name in addresses and in CSV; nil for a column that neither sorts nor has a name there.
    var key: String?

    init(_ heading: String, isNumeric: Bool = false, key: String? = nil) {
      self.heading = heading
      self.isNumeric = isNumeric
      self.key = key
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
    /// Its number, by which rows are sorted; nil where it is text.
    var number: Double?
    /// Whether the whole row leads where the cell does.
    var leads = false

    init(_ text: String?, link: String? = nil) {
      self.text = text
      self.link = link
    }

    init(form: PageForm) {
      self.form = form
    }

    /// A count with its thousands separated.
    static func count(_ value: (some BinaryInteger)?) -> Cell {
      var cell = Cell(value.map { NumberText.grouped($0) })
      cell.number = value.map { Double($0) }
      return cell
    }

    /// A number in a form.
    static func number(_ value: Double?, _ form: (Double) -> String = NumberText.plain) -> Cell {
      var cell = Cell(value.map(form))
      cell.number = value
      return cell
    }

    /// A value whose row leads somewhere.
    static func row(_ text: String, to link: String) -> Cell {
      var cell = Cell(text, link: link)
      cell.leads = true
      return cell
    }
  }

  /// What it shows.
  var caption: String
  var columns: [Column]
  var rows: [[Cell]]
  /// What has to be known to read it; nil where nothing has.
  var note: String?
  /// How it is sorted by links in its head; nil where it is not.
  var sorting: TableSorting?
}
