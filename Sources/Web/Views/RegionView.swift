import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Source regions: as a map, and as a table with the same numbers.
struct RegionView: FigureView, Hashable {
  /// What the map shows.
  enum Measure: String, CaseIterable, Hashable, Sendable {
    case packets, sources
    case packetsPerMillion = "packets-per-million"
    case sourcesPerMillion = "sources-per-million"

    /// Whether it needs to be known how many addresses regions have.
    var isRate: Bool { self == .packetsPerMillion || self == .sourcesPerMillion }

    /// What it is called.
    var phrase: Phrase {
      switch self {
      case .packets: Words.packets
      case .sources: Words.sources
      case .packetsPerMillion: RankingWords.perMillion
      case .sourcesPerMillion: RankingWords.sourcesPerMillion
      }
    }
  }

  /// A region with what came from it.
  struct Row: Hashable, Sendable {
    var rank: Int
    var region: Region
    /// Nil where they are withheld.
    var packets: UInt64?
    var sources: UInt64?
    var share: Double?
    var previous: FormerRank?
  }

  let period: String
  /// The period before, where anybody listened then.
  let previous: String?
  let rows: [Row]
  let isPublic: Bool
  let addresses: AddressData?
  var measure = Measure.packets

  /// What passed the gate.
  init(_ facts: Disclosed<ReportFacts>, _ addresses: AddressData?) {
    period = "\(facts.value.period)"
    let regions = facts.value.topRegions.values
    previous =
      regions.contains { $0.previous != nil } ? facts.value.previousPeriod.map { "\($0)" } : nil
    rows = regions.map {
      Row(
        rank: $0.rank,
        region: $0.key,
        packets: $0.packets,
        share: $0.share,
        previous: $0.previous
      )
    }
    isPublic = facts.audience == .everyone
    self.addresses = addresses
  }

  /// What was counted: all regions of a period.
  init(_ answer: TopAnswer, _ period: Period, _ addresses: AddressData?) {
    self.period = "\(period)"
    previous = answer.hasPreviousCoverage ? answer.previous.map { "\($0)" } : nil
    let total = answer.rows.reduce(0.0) { $0 + Double($1.packets) }
    rows = answer.rows.compactMap { row in
      guard case .region(let region) = row.key else { return nil }
      return Row(
        rank: row.rank,
        region: region,
        packets: row.packets,
        sources: row.sources,
        share: total > 0 ? Double(row.packets) / total : nil,
        previous: row.previous.map(FormerRank.init)
      )
    }
    isPublic = false
    self.addresses = addresses
  }

  /// The same regions with another quantity on the map.
  func showing(_ measure: Measure) -> RegionView {
    var view = self
    view.measure = measure
    return view
  }

  var isEmpty: Bool { rows.isEmpty }

  /// Regions that sent something and have no outline.
  var undrawn: [Region] {
    let drawn = MapFigure.drawnRegions
    return rows.map(\.region).filter { $0 != .unknown && !drawn.contains($0) }
  }

  private func value(_ row: Row, _ measure: Measure) -> Double? {
    let count = (measure == .packets || measure == .packetsPerMillion) ? row.packets : row.sources
    guard let count else { return nil }
    return measure.isRate
      ? addresses?.perMillion(Double(count), of: row.region) : Double(count)
  }

  func figure(_ language: Language, zone: String) -> Figure? {
    var values: [Region: Double] = [:]
    if measure.isRate, !isPublic, let addresses {
      // Where there are addresses and no packets, the rate is 0.
      for (region, count) in addresses.counts where count > 0 { values[region] = 0 }
    }
    for row in rows where row.region != .unknown { values[row.region] = value(row, measure) }
    let quantity = measure.phrase[language]
    let title = DrawingWords.regionMap(measure)[language]
    let subtitle =
      "\(period) (\(zone))" + (measure.isRate ? ", \(date(language))" : "")
    return MapFigure(
      frame: FigureFrame(
        id: "regions",
        language: language,
        title: title,
        subtitle: subtitle,
        description: "\(title), \(subtitle)",
        source: isPublic ? Words.publicSource[language] : Words.internalSource[language]
      ),
      quantity: quantity,
      values: values,
      names: Dictionary(
        MapFigure.drawnRegions.map { ($0, RegionNames.name($0, language)) },
        uniquingKeysWith: { first, _ in first }
      ),
      rest: isPublic || measure.isRate ? .missing : .zero
    ).figure
  }

  private func date(_ language: Language) -> String {
    RankingWords.addressDay(addresses?.date)[language]
  }

  func table(_ language: Language) -> PageTable { table(language, link: nil) }

  /// The regions by packets, most first.
  ///
  /// - Parameters:
  ///   - language: The language.
  ///   - link: Where a region leads; nil for nowhere.
  /// - Returns: A row a region.
  func table(_ language: Language, link: ((Region) -> String)?) -> PageTable {
    let hasSources = rows.contains { $0.sources != nil }
    var columns = [
      PageTable.Column("#", isNumeric: true, key: "rank"),
      PageTable.Column(RankingWords.region[language], key: "region"),
      PageTable.Column(RankingWords.name[language], key: "name"),
      PageTable.Column(Words.packets[language], isNumeric: true, key: "packets"),
      PageTable.Column(Words.share[language], isNumeric: true, key: "share"),
    ]
    if hasSources {
      columns.append(.init(Words.sources[language], isNumeric: true, key: "sources"))
    }
    if addresses != nil {
      let heading = RankingWords.perMillion[language]
      columns.append(.init(heading, isNumeric: true, key: "packets_per_million"))
    }
    if let previous {
      let heading = Words.rankIn(previous)[language]
      columns.append(.init(heading, isNumeric: true, key: "previous_rank"))
    }
    return PageTable(
      caption: period,
      columns: columns,
      rows: rows.map { cells($0, hasSources, language, link) },
      note: addresses.map { RankingWords.addressDate($0.date)[language] }
    )
  }

  private func cells(
    _ row: Row,
    _ hasSources: Bool,
    _ language: Language,
    _ link: ((Region) -> String)?
  ) -> [PageTable.Cell] {
    var cells: [PageTable.Cell] = [
      .count(row.rank),
      link.map { .row("\(row.region)", to: $0(row.region)) } ?? .init("\(row.region)"),
      .init(RegionNames.name(row.region, language)), .count(row.packets),
      .number(row.share, NumberText.percent),
    ]
    if hasSources { cells.append(.count(row.sources)) }
    if addresses != nil { cells.append(.number(value(row, .packetsPerMillion))) }
    if previous != nil { cells.append(.former(row.previous, limit: rows.count, language)) }
    return cells
  }
}
