import Foundation
import Reporting
import Schema
import Store

/// A ranking, for people and for programs.
struct TopReport {
  private let question: TopQuestion
  private let answer: TopAnswer
  private let networkNames: [UInt32: String]

  init(
    _ question: TopQuestion,
    _ answer: TopAnswer,
    directory: SensorDirectory?,
    networkNames: [UInt32: String]
  ) {
    self.question = question
    // Sensors in the order of their file.
    self.answer = question.isBySensor ? answer.ordered(by: directory) : answer
    self.networkNames = networkNames
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table: for line in lines { try output.write(line) }
    case .csv:
      try output.write(CSV.row(listing.columns))
      for row in listing.rows { try output.write(CSV.row(row.map(\.cell))) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(listing), as: UTF8.self))
    }
    try output.flush()
  }

  private var listing: TopListing {
    TopListing(question, answer, networkNames: networkNames)
  }

  // MARK: For people

  private var lines: [String] {
    let period = question.scope.period.map { "in \($0)" } ?? "in all days"
    let title =
      "Top \(question.limit) \(question.kind.rawValue)"
      + "\(question.isBySensor ? " of each sensor" : "") \(period), days in "
      + "\(question.scope.zone.name)"
    guard !answer.rows.isEmpty else { return ["\(title): no packets", "", note] }
    return [title, ""] + (question.isBySensor ? matrix : table) + ["", note]
  }

  private var note: String {
    var note = "Counted \(answer.origin)."
    if answer.origin.summarisedDays + answer.origin.rawDays == 0 {
      note = "No day of the period has packets."
    }
    if let previous = answer.previous, !answer.hasPreviousCoverage {
      note += " No sensor listened in \(previous)."
    }
    return note
  }

  private var table: [String] {
    let comparison = answer.hasPreviousCoverage ? answer.previous : nil
    let counts = answer.rows.contains { $0.sources != nil } && question.kind != .sources
    var table = TextTable(
      [
        TextTable.Column(head: "", isNumber: true),
        TextTable.Column(head: TopListing.key(of: question.kind)),
      ]
        + [TextTable.Column(head: "packets", isNumber: true)]
        + (counts ? [TextTable.Column(head: "sources", isNumber: true)] : [])
        + (comparison.map { [TextTable.Column(head: "rank in \($0)", isNumber: true)] } ?? [])
    )
    for row in answer.rows {
      table.append(
        ["\(row.rank)", text(row.key), Numbers.grouped(row.packets)]
          + (counts ? [row.sources.map { Numbers.grouped($0) } ?? ""] : [])
          + (comparison == nil ? [] : [text(row.previous)])
      )
    }
    return table.lines
  }

  private var matrix: [String] {
    let depth = answer.rows.map(\.rank).max() ?? 0
    var table = TextTable(
      [TextTable.Column(head: "sensor")]
        + (1...max(1, depth)).map { TextTable.Column(head: "#\($0)") }
    )
    var cells: [String] = []
    func finish() {
      guard !cells.isEmpty else { return }
      table.append(cells + Array(repeating: "", count: depth + 1 - cells.count))
    }
    for row in answer.rows {
      if row.rank == 1 {
        finish()
        cells = [row.sensor ?? ""]
      }
      cells.append(text(row.key))
    }
    finish()
    return table.lines
  }

  private func text(_ key: TopKey) -> String {
    guard case .network(let number) = key, let name = networkNames[number] else {
      return key.description
    }
    return "\(key) \(name)"
  }

  private func text(_ previous: TopAnswer.PreviousRank?) -> String {
    switch previous {
    case .place(let rank): "\(rank)"
    case .beyond: "out of top \(question.limit)"
    case .new: "new"
    case nil: ""
    }
  }
}
