import Schema

/// docs/schema.md as it follows from the tables.
struct SchemaPage {
  static let text = ([head] + StoreTable.all.map(section)).joined(separator: "\n")

  private static let head = """
    # Schema

    The tables of the store, made from the same definitions (`StoreTable` in `Sources/Schema`) as their SQL, the encoder of their rows, the
    columns of CSV and the keys of JSON. This page is made too: change the definitions, then run `Scripts/update-goldens`.

    Times are UTC. An address takes 16 bytes, IPv4 as `::ffff:a.b.c.d`; `IPv6NumToString(source)` shows it. The source of a
    column is an IPFIX information element (IANA registry "IP Flow Information Export Entities", RFC 7012) where it has a bare name, and
    the document that defines the value where it has a number. The type is what every engine has; newer ones keep texts of which there
    are few in a dictionary (`LowCardinality`) and compress each column as its course asks for.

    On a cluster, a table that is sharded is called by its name and asks all nodes; each node keeps its rows in the table of that
    name with `_local` behind it.

    """

  private static func section(_ table: StoreTable) -> String {
    let engine =
      switch table.engine {
      case .mergeTree: "all rows stay"
      case .replacing(let version):
        "of rows with the same \(code(table.order)) the highest `\(version)` holds, and replaces the others in time"
      }
    let placement =
      switch table.placement {
      case .sharded(let key): "the node that `\(key)` chooses"
      case .besides(let other): "each node those of its own rows of `\(other)`"
      case .everyNode: "each node its own"
      }
    let rows = (table.columns + table.derivedColumns).map { column in
      let cells = [
        "`\(column.name)`", "`\(column.type)`", column.unit ?? "", column.meaning,
        column.source ?? "", "`\(column.example)`",
      ]
      return "| \(cells.joined(separator: " | ")) |"
    }
    return """
      ## \(table.name)

      \(table.meaning).

      - Sorted by: \(code(table.order))
      - Kept in parts by: \(table.partition.map { "`\($0)`" } ?? "nothing, it is one part")
      - Rows that agree: \(engine)
      - On a cluster: \(placement)

      | column | type | unit | meaning | source | example |
      |---|---|---|---|---|---|
      \(rows.joined(separator: "\n"))

      """
  }

  private static func code(_ names: [String]) -> String {
    names.map { "`\($0)`" }.joined(separator: ", ")
  }
}
