import Analysis
import Schema

/// The parts of a quarterly report.
extension ReportParts {
  var overview: ReportSection? {
    var sentences: [String] = []
    if let packets = facts.packets.values, packets > 0 {
      let coverage = phrase(facts.packets.coverage)
      sentences.append(
        words.text(
          "The sensors received \(words.counted(packets, "packet", "")) (\(coverage)).",
          "センサーで観測したパケットは\(words.count(packets))件である（\(coverage)）。"
        )
      )
    } else {
      sentences.append(reason(facts.packets))
    }
    if let port = facts.topPorts.values.first {
      let share = port.share.map(words.percent)
      sentences.append(
        words.text(
          "Most packets went to \(port.key)\(share.map { " (\($0) of all)" } ?? "").",
          "最も多く観測した宛先ポート番号は\(port.key)である\(share.map { "（全体の\($0)）" } ?? "")。"
        )
      )
    }
    if let region = facts.topRegions.values.first {
      let (name, share) = (words.name(region.key), region.share.map(words.percent))
      sentences.append(
        words.text(
          "The source region of most packets is \(name)\(share.map { " (\($0) of all)" } ?? "").",
          "最も多い送信元地域は\(name)である\(share.map { "（全体の\($0)）" } ?? "")。"
        )
      )
    }
    sentences += [researchSentence].compactMap(\.self)
    let figure = daily(
      series(
        facts.dailyPackets.values.lines,
        role: { role($1, $0) },
        name: { words.name($0) }
      ),
      frame(
        "packets-per-sensor-day",
        title: words.text(
          "Packets per day per sensor",
          "1センサー・1日あたりの観測パケット数の推移"
        ),
        unit: words.text("packets per sensor-day", "パケット/センサー日")
          + (step("daily_packets") ?? ""),
        seen: sentences.joined(separator: words.text(" ", ""))
      ),
      quantity: packetRate
    )
    return ReportSection(
      id: "overview",
      heading: words.text("Overview", "概況"),
      blocks: [paragraph(sentences), figure.block(orNotice: reason(facts.dailyPackets))]
    )
  }

  private var researchSentence: String? {
    let research = facts.researchShare.values
    guard let packets = research.packets, let all = research.allPackets, all > 0,
      let sources = research.sources, sources > 0
    else { return nil }
    let share = words.percent(Double(packets) / Double(all))
    let noun = sources == 1 ? "source address" : "source addresses"
    return words.text(
      "\(words.count(sources)) \(noun) of self-declared scanners sent \(share) of all packets.",
      "調査目的を公表しているスキャナーは\(words.count(sources))アドレスであり、全パケットの\(share)を送信した。"
    )
  }

  var topPorts: ReportSection? {
    ranking(
      facts.topPorts,
      facts.dailyPorts,
      id: "top-ports",
      heading: words.text("Top 5 target ports", "宛先ポート番号トップ5"),
      what: words.text("Target port", "宛先ポート番号"),
      title: words.text(
        "Packets to the top 5 target ports",
        "宛先ポート番号トップ5の観測パケット数の推移"
      ),
      name: { $0.description }
    )
  }

  var topRegions: ReportSection? {
    ranking(
      facts.topRegions,
      facts.dailyRegions,
      id: "top-regions",
      heading: words.text("Top 5 source regions", "送信元地域トップ5"),
      what: words.text("Source region", "送信元地域"),
      title: words.text(
        "Packets from the top 5 source regions",
        "送信元地域トップ5の観測パケット数の推移"
      ),
      name: { words.name($0) }
    )
  }

  private func ranking<Key>(
    _ top: Statistic<[RankedFact<Key>]>,
    _ lines: Statistic<DailySeries<Key>>,
    id: String,
    heading: String,
    what: String,
    title: String,
    name: (Key) -> String
  ) -> ReportSection {
    guard !top.values.isEmpty else {
      return ReportSection(id: id, heading: heading, blocks: [.notice(reason(top))])
    }
    let first = top.values.prefix(5)
    let figure = daily(
      series(lines.values.lines, name: name),
      frame(
        id,
        title: title,
        unit: words.text("packets per sensor-day", "パケット/センサー日")
          + (step(id == "top-ports" ? "daily_ports" : "daily_regions") ?? ""),
        seen: first.map { "\($0.rank). \(name($0.key))" }.joined(separator: ", ")
      ),
      quantity: packetRate
    )
    return ReportSection(
      id: id,
      heading: heading,
      blocks: [
        .table(table(first, heading, what, name)), figure.block(orNotice: reason(lines)),
      ]
    )
  }

  /// The first places with their ranks before.
  private func table<Key>(
    _ first: ArraySlice<RankedFact<Key>>,
    _ heading: String,
    _ what: String,
    _ name: (Key) -> String
  ) -> ReportTable {
    let hasYear = facts.yearBefore != facts.previousPeriod
    func rank(_ period: Period?) -> ReportTable.Column {
      let period = period.map { "\($0)" } ?? "–"
      return .init(words.text("Rank in \(period)", "\(period)の順位"), isNumeric: true)
    }
    var columns: [ReportTable.Column] = [
      .init(words.text("Rank", "順位"), isNumeric: true), .init(what),
      rank(facts.previousPeriod),
    ]
    if hasYear { columns.append(rank(facts.yearBefore)) }
    columns += [
      .init(words.text("Packets", "パケット数"), isNumeric: true),
      .init(words.text("Share", "割合"), isNumeric: true),
    ]
    let hasChange = first.contains { $0.change?.estimate != nil }
    if hasChange {
      let change = words.text(
        "Change per sensor-day (95 % interval)",
        "センサー日あたりの変化（95 %区間）"
      )
      columns.append(.init(change, isNumeric: true))
    }
    let rows = first.map { fact -> [String?] in
      var cells: [String?] = ["\(fact.rank)", name(fact.key), words.name(fact.previous)]
      if hasYear { cells.append(words.name(fact.yearBefore)) }
      cells.append(fact.packets.map { words.count($0) })
      cells.append(fact.share.map { words.percent($0) })
      if hasChange { cells.append(fact.change?.estimate.map { ratio(of: $0) }) }
      return cells
    }
    return ReportTable(
      caption: words.text("\(heading), \(facts.period)", "\(heading)（\(facts.period)）"),
      columns: columns,
      rows: rows,
      note: first.contains { $0.previous == nil } ? words.sentence(.noEarlierPeriod) : nil
    )
  }

  /// A ratio with its interval: `×1.3 (1.1 to 1.5)`.
  func ratio(of estimate: Estimate) -> String {
    let interval = words.interval(estimate) { words.ratio($0) }
    return words.text(
      "×\(words.ratio(estimate.value)) (\(interval))",
      "×\(words.ratio(estimate.value))（\(interval)）"
    )
  }

  var phenomena: ReportSection? {
    let heading = words.text("Notable phenomena", "注目された現象")
    guard !facts.phenomena.isEmpty else {
      let text =
        facts.coverage.overall.sensors == 0
        ? words.sentence(.notObserved)
        : words.text(
          "The machine found nothing notable: no clear change by a factor of two or more, no new "
            + "label in the top 10, nothing heard by one group of sensors only, and no peak.",
          "機械的な抽出では、注目すべき現象はなかった。2倍以上の明らかな変化、トップ10への新規の登場、"
            + "一部のグループのセンサーだけで観測された通信、突出した日のいずれもない。"
        )
      return ReportSection(id: "phenomena", heading: heading, blocks: [.paragraph(text)])
    }
    return ReportSection(
      id: "phenomena",
      heading: heading,
      blocks: [.list(facts.phenomena.compactMap { words.sentence($0, facts) })]
        + [changes].compactMap(\.self)
    )
  }

  /// The changes of the top ports; nil where none can be told.
  private var changes: ReportBlock? {
    let changed = facts.topPorts.values.compactMap { fact in
      fact.change.flatMap { change in change.estimate.map { (fact.key, change.isClear, $0) } }
    }
    guard !changed.isEmpty, let previous = facts.previousPeriod else { return nil }
    let figure = ChangeFigure(
      frame: frame(
        "changes-of-ports",
        title: words.text(
          "Change of the top 10 target ports against \(previous)",
          "宛先ポート番号トップ10の\(previous)からの変化"
        ),
        unit: words.text("ratio of packets per sensor-day", "センサー日あたりパケット数の比"),
        seen: changed.map { "\($0.0) ×\(words.ratio($0.2.value))" }.joined(separator: ", ")
      ),
      quantity: words.text("Ratio to \(previous)", "\(previous)との比"),
      changes: changed.map { label, isClear, estimate in
        ChangeFigure.Change(
          name: label.description,
          ratio: estimate.value,
          interval: FigureInterval(lower: estimate.lower, upper: estimate.upper),
          isClear: isClear
        )
      }
    )
    return figure.block(orNotice: words.sentence(.noEarlierPeriod))
  }
}
