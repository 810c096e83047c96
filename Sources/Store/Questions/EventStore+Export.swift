public import Schema

/// Rows that leave the store as they are.
extension EventStore {
  /// The tables whose rows leave the store.
  public static let exportable: [StoreTable] = [.packets, .daily]

  /// UNKNOWN_FORMAT, FORMAT_IS_NOT_SUITABLE_FOR_OUTPUT: the engine was built without it.
  private static let codesOfUnknownFormat: Set<Int> = [73, 82, 117]

  /// The rows of a period that pass a filter, in no order.
  ///
  /// Addresses are texts, IPv4 in its own form, and so are regions and classes. Of `daily` there are the days that
  /// are summarised.
  ///
  /// - Parameters:
  ///   - table: `packets` or `daily`.
  ///   - period: The days.
  ///   - scope: Which rows of them.
  ///   - format: The form.
  /// - Returns: What is read piece by piece; nil where summaries cannot tell what the filter asks.
  /// - Throws: `StoreError`: the engine knows no such form, or what it says.
  public func export(
    _ table: StoreTable,
    of period: Period,
    _ scope: QuestionScope,
    as format: ExportFormat
  ) async throws(StoreError) -> ResponsePieces? {
    guard let condition = try await exportCondition(table, period, scope) else { return nil }
    let columns = table.columns + table.derivedColumns
    let inner = columns.map(\.name).joined(separator: ", ")
    let outer = columns.map { Self.exported($0, as: format) }.joined(separator: ", ")
    // The names of the outer columns are those of the inner ones, which a condition beside them would mean.
    let query = "SELECT \(outer) FROM (SELECT \(inner) FROM \(table.name) WHERE \(condition))"
    do throws(StoreError) {
      return try await client.pieces(
        query,
        format: format.queryFormat,
        head: format == .csv ? columns.map(\.name).joined(separator: ",") + "\n" : "",
        settings: settings
      )
    } catch {
      guard case .refused(let code) = error.kind, Self.codesOfUnknownFormat.contains(code) else {
        throw error
      }
      throw StoreError(
        kind: .configuration,
        place: client.endpoint.name,
        problem: "this engine does not write \(format.rawValue)",
        remedy: "take csv, or use a newer engine"
      )
    }
  }

  private func exportCondition(
    _ table: StoreTable,
    _ period: Period,
    _ scope: QuestionScope
  ) async throws(StoreError) -> String? {
    guard table == .daily else {
      return scope.filter.packetsCondition(
        in: period.range(in: scope.zone),
        thresholds: scope.thresholds
      )
    }
    guard let condition = scope.filter.dailyCondition(in: period, thresholds: scope.thresholds)
    else { return nil }
    let days = try await answers(for: period, zone: scope.zone).summarised
    let names = days.map { "toDate(\($0.number))" }.joined(separator: ", ")
    return condition + " AND " + (days.isEmpty ? "0" : "day IN (\(names))")
  }

  /// A column as it leaves, under its own name.
  private static func exported(_ column: StoreColumn, as format: ExportFormat) -> String {
    let name = column.name
    switch name {
    case "source", "target":
      let text = "IPv6NumToString(\(name))"
      return "if(substring(\(text), 1, 7) = '::ffff:' AND position(\(text), '.') > 0, "
        + "substring(\(text), 8), \(text)) AS \(name)"
    case "region": return "toStringCutToZero(region) AS region"
    case "class": return "toString(class) AS class"
    case "tags", "hints", "anomalies":
      return format == .csv ? "arrayStringConcat(\(name), ' ') AS \(name)" : name
    default: return name
    }
  }
}
