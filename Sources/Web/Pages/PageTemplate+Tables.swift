import Reporting

/// The form of tables.
extension PageTemplate {
  /// What the template of a table needs.
  func table(_ table: PageTable, _ frame: PageFrame) -> [String: Any] {
    let alignments = table.columns.map { $0.isNumeric ? " class=\"number\"" : "" }
    var context: [String: Any] = [
      "caption": HTMLText.escaped(table.caption),
      "columns": zip(table.columns, alignments).map { column, alignment in
        head(column, alignment, table.sorting)
      },
      "rows": table.rows.map { row in
        [
          "leads": row.contains(where: \.leads) ? " class=\"leads\"" : "",
          "cells": zip(row, alignments).map { cell, alignment in
            self.cell(cell, alignment, frame)
          },
        ]
      },
    ]
    if let note = table.note { context["note"] = HTMLText.escaped(note) }
    return context
  }

  private func head(
    _ column: PageTable.Column,
    _ alignment: String,
    _ sorting: TableSorting?
  ) -> [String: Any] {
    let heading = HTMLText.escaped(column.heading)
    guard let sorting, let key = column.key else {
      return ["heading": heading, "alignment": alignment]
    }
    let state =
      sorting.key == key
      ? " aria-sort=\"\(sorting.isDescending ? "descending" : "ascending")\"" : ""
    let link = HTMLText.escaped(sorting.link(by: column))
    return [
      "heading": "<a href=\"\(link)\">\(heading)</a>", "alignment": alignment + state,
    ]
  }

  private func cell(
    _ cell: PageTable.Cell,
    _ alignment: String,
    _ frame: PageFrame
  ) -> [String: Any] {
    // A name that is not here would be looked for in what is around the cell.
    var context: [String: Any] = ["alignment": alignment, "text": ""]
    if let form = cell.form {
      context["form"] = self.form(form, frame)
      return context
    }
    let text =
      cell.text.map(HTMLText.escaped)
      ?? "<span class=\"missing\" title=\"\(Words.missing[frame.language])\">–</span>"
    let leads = cell.leads ? " class=\"row\"" : ""
    context["text"] =
      cell.link.map { "<a\(leads) href=\"\(HTMLText.escaped($0))\">\(text)</a>" } ?? text
    return context
  }
}
