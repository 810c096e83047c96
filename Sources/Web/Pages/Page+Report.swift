import Reporting

extension Page.Section {
  /// A section of a report, without its figures: pages have their own.
  init(_ section: ReportSection) {
    self.init(
      id: section.id,
      heading: section.heading,
      blocks: section.blocks.flatMap(Page.Block.blocks)
    )
  }
}

extension Page.Block {
  /// The blocks that show a block of a report.
  static func blocks(_ block: ReportBlock) -> [Page.Block] {
    switch block {
    case .paragraph(let text): [.paragraph(text)]
    case .list(let points): points.map { .paragraph($0) }
    case .table(let table): [.table(PageTable(table))]
    case .notice(let text): [.notice(text)]
    case .figure, .editorial: []
    }
  }
}

extension PageTable {
  /// A table of a report.
  init(_ table: ReportTable) {
    self.init(
      caption: table.caption,
      columns: table.columns.map { Column($0.heading, isNumeric: $0.isNumeric) },
      rows: table.rows.map { $0.map { Cell($0) } },
      note: table.note
    )
  }
}
