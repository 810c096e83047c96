import Reporting

extension PageTable {
  /// A table of names with a value each.
  init(_ caption: String, pairs: [(Phrase, String?)], _ language: Language) {
    self.init(
      caption: caption,
      columns: [Column(Words.measure[language]), Column(Words.value[language])],
      rows: pairs.map { [Cell($0[language]), Cell($1)] }
    )
  }
}

extension Page.Section {
  /// A section of a table, or of the reason why it is empty.
  init(_ id: String, _ heading: String, _ table: PageTable, orWhy reason: String) {
    self.init(
      id: id,
      heading: heading,
      blocks: [table.rows.isEmpty ? .notice(reason) : .table(table)]
    )
  }
}
