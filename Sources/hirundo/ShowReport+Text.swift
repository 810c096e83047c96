import Enrichment
import Schema
import Store

/// What is known about a source, for the terminal.
extension ShowReport {
  /// How many rows of a section are shown.
  private static var longestSection: Int { 10 }

  /// The whole report, a line an element.
  var lines: [String] {
    let period = scope.period.map { "in \($0)" } ?? "in all days"
    guard let total = profile.total else {
      return ["\(profile.subject): no packets \(period), days in \(scope.zone.name)"] + scannerLines
    }
    let days = profile.days.count
    var lines = [
      "\(profile.subject): \(Numbers.grouped(total.packets)) packets "
        + (isAddress ? "" : "from \(Numbers.grouped(total.sources)) addresses ")
        + "on \(days) \(days == 1 ? "day" : "days") \(period), days in \(scope.zone.name)",
      "first seen \(time(total.firstSeen)), last seen \(time(total.lastSeen))",
    ]
    lines += scannerLines
    for section in sections where !section.rows.isEmpty && section.name != "day" {
      lines += ["", section.title, ""] + table(section.rows, head: section.name)
    }
    lines += sourceLines + processLines + similarLines
    return lines + [
      "", "Counted \(profile.origin); stacks, processes and similar sources from raw rows.",
    ]
  }

  private var scannerLines: [String] {
    guard let scanner else { return [] }
    let date = scanner.listDate.map { " of \($0)" } ?? ""
    return ["known scanner: \(scanner.name) (list \(scanner.list)\(date))"]
  }

  private func table(_ rows: [Row], head: String) -> [String] {
    let hasNotes = rows.contains { $0.note != nil }
    var table = TextTable(
      [TextTable.Column(head: head), TextTable.Column(head: "packets", isNumber: true)]
        + (isAddress ? [] : [TextTable.Column(head: "sources", isNumber: true)])
        + [TextTable.Column(head: "first seen"), TextTable.Column(head: "last seen")]
        + (hasNotes ? [TextTable.Column(head: "")] : [])
    )
    for row in rows.prefix(Self.longestSection) {
      table.append(
        [row.key, Numbers.grouped(row.packets)]
          + (isAddress ? [] : [Numbers.grouped(row.sources)])
          + [row.first_seen, row.last_seen] + (hasNotes ? [row.note ?? ""] : [])
      )
    }
    let rest = rows.count - Self.longestSection
    return table.lines + (rest > 0 ? ["and \(Numbers.grouped(rest)) more"] : [])
  }

  private var sourceLines: [String] {
    guard !profile.sources.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "source"), TextTable.Column(head: "packets", isNumber: true),
    ])
    for row in profile.sources { table.append(["\(row.key)", Numbers.grouped(row.packets)]) }
    return ["", "Sources", ""] + table.lines
  }

  private var processLines: [String] {
    guard let processes else { return [] }
    var lines = [
      "", "Processes of Mirai-type packets", "",
      "\(Numbers.grouped(processes.keys)) \(processes.keys == 1 ? "pair" : "pairs") of source port and window, "
        + "\(Numbers.grouped(processes.processes)) of them kept for two packets or more",
    ]
    if processes.most_at_once > 1, let source = processes.most_at_once_source {
      lines.append(
        "\(processes.most_at_once) at once behind \(source): as many bots, so several devices share "
          + "the address, or one runs several"
      )
    }
    return lines + [""] + table(processes.rows, head: "process")
  }

  private var similarLines: [String] {
    guard !similar.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "source"), TextTable.Column(head: "days", isNumber: true),
      TextTable.Column(head: "ports", isNumber: true),
      TextTable.Column(head: "packets", isNumber: true), TextTable.Column(head: "in common"),
    ])
    for source in similar {
      table.append([
        source.source, "\(source.days.count)", "\(source.ports.count)",
        Numbers.grouped(source.packets), source.ports.joined(separator: " "),
      ])
    }
    let title = "Similar sources: the same stack and the same ports on the same days"
    return ["", title, ""] + table.lines
  }
}
