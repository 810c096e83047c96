import Reporting
import Schema
import Store

/// What is known about a source, for the terminal.
extension ShowReport {
  /// How many rows of a section are shown.
  private static var longestSection: Int { 10 }

  private var profile: SourceProfile { listing.profile }

  /// The whole report, a line an element.
  var lines: [String] {
    let period = listing.scope.period.map { "in \($0)" } ?? "in all days"
    guard let total = profile.total else {
      return ["\(profile.subject): no packets \(period), days in \(listing.scope.zone.name)"]
        + scannerLines
    }
    let days = profile.days.count
    var lines = [
      "\(profile.subject): \(Numbers.grouped(total.packets)) packets "
        + (listing.isAddress ? "" : "from \(Numbers.grouped(total.sources)) addresses ")
        + "on \(days) \(days == 1 ? "day" : "days") \(period), days in \(listing.scope.zone.name)",
      "first seen \(listing.time(total.firstSeen)), last seen \(listing.time(total.lastSeen))",
    ]
    lines += scannerLines
    for section in listing.sections where !section.rows.isEmpty && section.facet != .day {
      lines +=
        ["", title(section.facet), ""] + table(section.rows, head: section.facet.rawValue)
    }
    lines += sourceLines + processLines + similarLines
    return lines + [
      "", "Counted \(profile.origin); stacks, processes and similar sources from raw rows.",
    ]
  }

  private var scannerLines: [String] { listing.scanner.map { ["known scanner: \($0)"] } ?? [] }

  private func title(_ facet: SourceListing.Facet) -> String {
    switch facet {
    case .sensor: "Sensors"
    case .port: "Ports"
    case .tag: "Tags"
    case .class: "Classes"
    case .region: "Regions"
    case .network: "Networks"
    case .stack: "Stacks"
    case .day: "Days"
    }
  }

  private func table(_ rows: [SourceListing.Row], head: String) -> [String] {
    let hasNotes = rows.contains { $0.note != nil }
    var table = TextTable(
      [TextTable.Column(head: head), TextTable.Column(head: "packets", isNumber: true)]
        + (listing.isAddress ? [] : [TextTable.Column(head: "sources", isNumber: true)])
        + [TextTable.Column(head: "first seen"), TextTable.Column(head: "last seen")]
        + (hasNotes ? [TextTable.Column(head: "")] : [])
    )
    for row in rows.prefix(Self.longestSection) {
      table.append(
        [row.key, Numbers.grouped(row.packets)]
          + (listing.isAddress ? [] : [Numbers.grouped(row.sources)])
          + [listing.time(row.firstSeen), listing.time(row.lastSeen)]
          + (hasNotes ? [row.note ?? ""] : [])
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
    guard let processes = listing.processes else { return [] }
    var lines = [
      "", "Processes of Mirai-type packets", "",
      "\(Numbers.grouped(processes.keys)) \(processes.keys == 1 ? "pair" : "pairs") of source port and window, "
        + "\(Numbers.grouped(processes.processes)) of them kept for two packets or more",
    ]
    if processes.mostAtOnce > 1, let source = processes.mostAtOnceSource {
      lines.append(
        "\(processes.mostAtOnce) at once behind \(source): as many bots, so several devices share "
          + "the address, or one runs several"
      )
    }
    return lines + [""] + table(processes.rows, head: "process")
  }

  private var similarLines: [String] {
    guard !listing.similar.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "source"), TextTable.Column(head: "days", isNumber: true),
      TextTable.Column(head: "ports", isNumber: true),
      TextTable.Column(head: "packets", isNumber: true), TextTable.Column(head: "in common"),
    ])
    for source in listing.similar {
      table.append([
        source.source, "\(source.days.count)", "\(source.ports.count)",
        Numbers.grouped(source.packets), source.ports.joined(separator: " "),
      ])
    }
    let title = "Similar sources: the same stack and the same ports on the same days"
    return ["", title, ""] + table.lines
  }
}
