import Foundation
import Schema
import Store

/// A ranking, for people and for programs.
struct TopReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case kind, period, previous_period, time_zone, summarised_days, raw_days, rows
  }

  /// A row, with the names of its columns.
  private struct Row: Encodable {
    var cells: [(name: String, value: Value)]

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Name.self)
      for cell in cells { try container.encode(cell.value, forKey: Name(stringValue: cell.name)) }
    }
  }

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  private enum Value: Encodable {
    case text(String)
    case number(UInt64)
    case none

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      case .none: try container.encodeNil()
      }
    }

    var cell: String {
      switch self {
      case .text(let text): text
      case .number(let number): "\(number)"
      case .none: ""
      }
    }
  }

  private let question: TopQuestion
  private let answer: TopAnswer
  private let directory: SensorDirectory?
  private let networkNames: [UInt32: String]

  init(
    _ question: TopQuestion,
    _ answer: TopAnswer,
    directory: SensorDirectory?,
    networkNames: [UInt32: String]
  ) {
    self.question = question
    self.answer = answer
    self.directory = directory
    self.networkNames = networkNames
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(question.kind.rawValue, forKey: .kind)
    try container.encode(question.scope.period.map { "\($0)" }, forKey: .period)
    try container.encode(answer.previous.map { "\($0)" }, forKey: .previous_period)
    try container.encode(question.scope.zone.name, forKey: .time_zone)
    try container.encode(answer.origin.summarisedDays, forKey: .summarised_days)
    try container.encode(answer.origin.rawDays, forKey: .raw_days)
    try container.encode(ordered.map(row), forKey: .rows)
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table: for line in lines { try output.write(line) }
    case .csv:
      try output.write(CSV.row(columns))
      for answered in ordered { try output.write(CSV.row(row(answered).cells.map(\.value.cell))) }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    try output.flush()
  }

  /// The rows, sensors in the order of their file.
  private var ordered: [TopAnswer.Row] {
    guard question.isBySensor, let directory else { return answer.rows }
    let names = directory.entries.map(\.sensor.name)
    return names.flatMap { name in answer.rows.filter { $0.sensor == name } }
      + answer.rows.filter { !names.contains($0.sensor ?? "") }
  }

  /// The name of the column of ranked values.
  private var key: String {
    switch question.kind {
    case .ports: "port"
    case .regions: "region"
    case .networks: "network"
    case .sources: "source"
    case .tags: "tag"
    case .stacks: "stack"
    }
  }

  private var columns: [String] {
    (question.isBySensor ? ["sensor"] : []) + ["rank", key]
      + (question.kind == .networks ? ["network_name"] : []) + ["packets", "sources"]
      + ["previous_rank", "previous"]
  }

  private func row(_ row: TopAnswer.Row) -> Row {
    var values: [Value] = row.sensor.map { [.text($0)] } ?? []
    values += [.number(UInt64(row.rank))]
    if case .network(let number) = row.key {
      values += [.number(UInt64(number)), .text(networkNames[number] ?? "")]
    } else {
      values += [.text(row.key.description)]
    }
    values += [.number(row.packets), row.sources.map(Value.number) ?? .none]
    switch row.previous {
    case .place(let rank): values += [.number(UInt64(rank)), .text("ranked")]
    case .beyond: values += [.none, .text("out of top \(question.limit)")]
    case .new: values += [.none, .text("new")]
    case nil: values += [.none, .none]
    }
    return Row(cells: zip(columns, values).map { (name: $0, value: $1) })
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
      [TextTable.Column(head: "", isNumber: true), TextTable.Column(head: key)]
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
    for row in ordered {
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
