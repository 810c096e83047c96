import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Tables of port labels, with their former ranks.
struct TopTable {
  let language: Language

  /// What was counted.
  ///
  /// - Parameters:
  ///   - answer: The ranking.
  ///   - caption: What it shows.
  ///   - limit: How many places were asked for.
  ///   - query: The query of the page, for links that narrow it to a label; nil for none.
  /// - Returns: A row a label.
  func table(_ answer: TopAnswer, caption: String, limit: Int, query: FormFields?) -> PageTable {
    let previous = answer.hasPreviousCoverage ? answer.previous : nil
    let countsSources = answer.rows.contains { $0.sources != nil }
    var columns = [
      PageTable.Column("#", isNumeric: true), PageTable.Column(Words.port[language]),
      PageTable.Column(Words.packets[language], isNumeric: true),
    ]
    if countsSources { columns.append(.init(Words.sources[language], isNumeric: true)) }
    if let previous {
      columns.append(.init(Words.rankIn("\(previous)")[language], isNumeric: true))
    }
    let rows = answer.rows.map { row in
      let link = query.map {
        "/ports?\($0.query(without: ["port", "lang"], adding: [("port", row.key.description)]))"
      }
      var cells = [
        PageTable.Cell("\(row.rank)"), PageTable.Cell(row.key.description, link: link),
        PageTable.Cell(NumberText.grouped(row.packets)),
      ]
      if countsSources { cells.append(PageTable.Cell(row.sources.map { NumberText.grouped($0) })) }
      if previous != nil { cells.append(PageTable.Cell(text(row.previous, limit))) }
      return cells
    }
    return PageTable(
      caption: caption,
      columns: columns,
      rows: rows,
      note: answer.origin.phrase[language]
    )
  }

  /// What passed the gate.
  func table(_ facts: Disclosed<ReportFacts>) -> PageTable {
    let previous = facts.value.previousPeriod
    var columns = [
      PageTable.Column("#", isNumeric: true), PageTable.Column(Words.port[language]),
      PageTable.Column(Words.packets[language], isNumeric: true),
      PageTable.Column(Words.share[language], isNumeric: true),
    ]
    let ports = facts.value.topPorts.values
    let compares = ports.contains { $0.previous != nil }
    if compares, let previous {
      columns.append(.init(Words.rankIn("\(previous)")[language], isNumeric: true))
    }
    let rows = ports.map { fact in
      var cells = [
        PageTable.Cell("\(fact.rank)"), PageTable.Cell("\(fact.key)"),
        PageTable.Cell(fact.packets.map { NumberText.grouped($0) }),
        PageTable.Cell(fact.share.map(NumberText.percent)),
      ]
      if compares, previous != nil { cells.append(PageTable.Cell(text(fact.previous))) }
      return cells
    }
    return PageTable(
      caption: Words.days("\(facts.value.period)", facts.value.zone)[language],
      columns: columns,
      rows: rows
    )
  }

  /// The labels of single sensors by group and rank, a column a sensor, as the published reports print them.
  func sensors(_ facts: Disclosed<ReportFacts>) -> PageTable? {
    let tops = facts.value.sensorTops.values
    let depth = tops.flatMap(\.places).map(\.rank).max() ?? 0
    guard depth > 0 else { return nil }
    return PageTable(
      caption: Words.days("\(facts.value.period)", facts.value.zone)[language],
      columns: [PageTable.Column("#", isNumeric: true)]
        + tops.map { PageTable.Column(Self.label($0.sensor)) },
      rows: (1...depth).map { rank in
        [PageTable.Cell("\(rank)")]
          + tops.map { top in
            PageTable.Cell(top.places.first { $0.rank == rank }?.label.map { "\($0)" })
          }
      }
    )
  }

  /// What everyone calls a sensor.
  static func label(_ sensor: SensorRank) -> String {
    sensor.group?.label(rank: sensor.rank) ?? "Sensor \(sensor.rank)"
  }

  private func text(_ rank: TopAnswer.PreviousRank?, _ limit: Int) -> String? {
    switch rank {
    case .place(let place): "\(place)"
    case .beyond: Words.beyond(limit)[language]
    case .new: Words.new[language]
    case nil: nil
    }
  }

  private func text(_ rank: FormerRank?) -> String? {
    switch rank {
    case .place(let place): "\(place)"
    case .beyond: Words.beyond(10)[language]
    case .new: Words.new[language]
    case nil: nil
    }
  }
}
