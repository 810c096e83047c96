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
      PageTable.Column("#", isNumeric: true, key: "rank"),
      PageTable.Column(Words.port[language], key: "port"),
      PageTable.Column(Words.packets[language], isNumeric: true, key: "packets"),
    ]
    if countsSources {
      columns.append(.init(Words.sources[language], isNumeric: true, key: "sources"))
    }
    if let previous {
      let heading = Words.rankIn("\(previous)")[language]
      columns.append(.init(heading, isNumeric: true, key: "previous_rank"))
    }
    let rows = answer.rows.map { row in
      let link = query.map {
        "/ports?\($0.query(without: ["port", "lang", "sort"], adding: [("port", row.key.description)]))"
      }
      let name = row.key.description
      var cells: [PageTable.Cell] = [
        .count(row.rank), link.map { .row(name, to: $0) } ?? .init(name), .count(row.packets),
      ]
      if countsSources { cells.append(.count(row.sources)) }
      if previous != nil {
        cells.append(.former(row.previous.map(FormerRank.init), limit: limit, language))
      }
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
      PageTable.Column("#", isNumeric: true, key: "rank"),
      PageTable.Column(Words.port[language], key: "port"),
      PageTable.Column(Words.packets[language], isNumeric: true, key: "packets"),
      PageTable.Column(Words.share[language], isNumeric: true, key: "share"),
    ]
    let ports = facts.value.topPorts.values
    let compares = ports.contains { $0.previous != nil }
    if compares, let previous {
      let heading = Words.rankIn("\(previous)")[language]
      columns.append(.init(heading, isNumeric: true, key: "previous_rank"))
    }
    let rows = ports.map { fact in
      var cells: [PageTable.Cell] = [
        .count(fact.rank), .init("\(fact.key)"), .count(fact.packets),
        .number(fact.share, NumberText.percent),
      ]
      if compares, previous != nil { cells.append(.former(fact.previous, limit: 10, language)) }
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
}
