import Analysis
import Schema

/// The parts of a Report Overflow.
extension ReportParts {
  // MARK: Mirai-type hosts

  var miraiHosts: ReportSection? {
    let hosts = facts.miraiHosts.values
    let heading = words.text("Mirai-type hosts", "Mirai型のホスト")
    guard !hosts.regions.lines.isEmpty || hosts.total.contains(where: { $0 ?? 0 > 0 }) else {
      return ReportSection(
        id: "mirai-hosts",
        heading: heading,
        blocks: [.notice(reason(facts.miraiHosts))]
      )
    }
    let unit = words.text("distinct source addresses a day", "1日あたりの送信元アドレス数")
    let regions = hosts.regions.lines.map { words.name($0.key) }
    let sentences = miraiSentences
    let byRegion = daily(
      series(hosts.regions.lines, name: { words.name($0) }),
      frame(
        "mirai-hosts-by-region",
        title: words.text(
          "Mirai-type hosts by source region (top 5)",
          "Mirai型のホスト数の推移（送信元地域トップ5）"
        ),
        unit: unit + (step("mirai_hosts") ?? ""),
        seen: regions.joined(separator: ", ")
      ),
      quantity: words.text("Source addresses a day", "送信元アドレス数（1日あたり）")
    )
    let total = daily(
      [
        FigureSeries(name: words.text("all regions", "全地域"), role: .total, values: hosts.total),
        FigureSeries(
          name: words.text("top 5 regions", "トップ5の合計"),
          role: .ranked(1),
          values: hosts.top5
        ),
      ],
      frame(
        "mirai-hosts-total",
        title: words.text(
          "Mirai-type hosts of all regions and of the top 5",
          "Mirai型のホスト数の推移（全地域とトップ5の合計）"
        ),
        unit: unit + (step("mirai_hosts.total") ?? ""),
        seen: sentences.joined(separator: words.text(" ", ""))
      ),
      quantity: words.text("Source addresses a day", "送信元アドレス数（1日あたり）")
    )
    return ReportSection(
      id: "mirai-hosts",
      heading: heading,
      blocks: (sentences.isEmpty ? [] : [paragraph(sentences)])
        + [byRegion.block(orNotice: reason(facts.miraiHosts))]
        + [total.block(orNotice: reason(facts.miraiHosts)), hostEstimate].compactMap(\.self)
    )
  }

  private var miraiSentences: [String] {
    let hosts = facts.miraiHosts.values
    var sentences: [String] = []
    let regions = hosts.regions.lines.map { words.name($0.key) }
    if !regions.isEmpty {
      sentences.append(
        words.text(
          regions.count == 1
            ? "All Mirai-type packets came from \(regions[0])."
            : "Most Mirai-type hosts were in \(words.list(regions)), in this order.",
          "Mirai型のパケットを送信したホストの送信元地域は、多い順に\(words.list(regions))である。"
        )
      )
    }
    let known = zip(facts.period.days, hosts.total).compactMap { day, count in
      count.map { (day: day, hosts: $0) }
    }
    if let least = known.min(by: { $0.hosts < $1.hosts }),
      let most = known.max(by: { $0.hosts < $1.hosts }), known.count > 1
    {
      let mean = known.reduce(0) { $0 + $1.hosts } / Double(known.count)
      // Of means over more than a day no day can be named.
      let (lowDay, highDay) =
        step("mirai_hosts.total") == nil
        ? (
          words.text(" (\(least.day))", "（\(least.day)）"),
          words.text(" (\(most.day))", "（\(most.day)）")
        )
        : ("", "")
      sentences.append(
        words.text(
          "On an average day \(words.number(mean)) source addresses sent Mirai-type packets, at "
            + "least \(words.number(least.hosts))\(lowDay) and at most "
            + "\(words.number(most.hosts))\(highDay).",
          "Mirai型のパケットを送信したアドレスは1日平均\(words.number(mean))であり、最少は"
            + "\(words.number(least.hosts))\(lowDay)、最多は\(words.number(most.hosts))\(highDay)である。"
        )
      )
    }
    let sums = zip(hosts.total, hosts.top5).compactMap { total, top in
      total.flatMap { total in top.map { (total, $0) } }
    }
    let all = sums.reduce(0) { $0 + $1.0 }
    if all > 0, hosts.regions.lines.count == 5 {
      let share = words.percent(sums.reduce(0) { $0 + $1.1 } / all)
      sentences.append(
        words.text(
          "The top 5 regions have \(share) of them.",
          "トップ5の地域が全体の\(share)を占める。"
        )
      )
    }
    return sentences
  }

  /// What is estimated of the hosts behind those that were seen on a middling day; nil where nothing is.
  private var hostEstimate: ReportBlock? {
    let printed = facts.estimates.values.filter {
      $0.subject == "mirai_hosts" && $0.isChosen && $0.estimate != nil
    }.sorted { $0.estimate?.value ?? 0 < $1.estimate?.value ?? 0 }
    guard !printed.isEmpty else { return nil }
    let middle = printed[printed.count / 2]
    guard let estimate = middle.estimate, let seen = middle.seen.map({ words.count($0) }) else {
      return nil
    }
    let day = middle.day.map { words.text(" (\($0))", "（\($0)）") } ?? ""
    let interval = words.interval(estimate) { words.number($0) }
    let hosts =
      estimate.upper == nil
      ? words.text(
        "at least \(words.number(estimate.lower))",
        "少なくとも\(words.number(estimate.lower))"
      )
      : words.text(
        "about \(words.number(estimate.value)) (95 % interval \(interval))",
        "約\(words.number(estimate.value))（95 %区間 \(interval)）"
      )
    return .paragraph(
      words.text(
        "On a middling day\(day), of the hosts of this kind on the whole Internet \(seen) were seen; there "
          + "were \(hosts) (\(words.definition(of: estimate))).",
        "中程度の日\(day)に観測したこの種のホストは\(seen)アドレスであり、インターネット全体では\(hosts)が存在したと"
          + "推定される（\(words.definition(of: estimate))）。"
      )
    )
  }

  // MARK: Domestic against overseas

  var averages: ReportSection? {
    let heading = words.text(
      "Average packets per day per sensor, domestic and overseas",
      "国内外センサーの1日あたり平均パケット数の比較"
    )
    let facts = self.facts.averages
    guard !facts.values.isEmpty else {
      return ReportSection(id: "averages", heading: heading, blocks: [.notice(reason(facts))])
    }
    let months = facts.values.map(\.month).reduce(into: [CivilMonth]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let groups = facts.values.map(\.group).reduce(into: [SensorGroup?]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    func average(_ month: CivilMonth, _ group: SensorGroup?) -> AverageFact? {
      facts.values.first { $0.month == month && $0.group == group }
    }
    let sentences = months.compactMap { month -> String? in
      guard let home = average(month, .domestic)?.packetsPerDayPerSensor,
        let abroad = average(month, .overseas)?.packetsPerDayPerSensor
      else { return nil }
      return sentence(month, home, abroad)
    }
    let table = ReportTable(
      caption: heading,
      columns: [.init(words.text("Month", "月"))]
        + groups.flatMap { group in
          [
            ReportTable.Column(
              words.text(
                "\(words.name(group)), packets per sensor-day",
                "\(words.name(group))（パケット/センサー日）"
              ),
              isNumeric: true
            ),
            ReportTable.Column(
              words.text("\(words.name(group)), sensor-days", "\(words.name(group))（センサー日）"),
              isNumeric: true
            ),
          ]
        },
      rows: months.map { month in
        ["\(month)"]
          + groups.flatMap { group -> [String?] in
            let fact = average(month, group)
            return [
              fact?.packetsPerDayPerSensor.map { words.rate($0) },
              fact.map { words.number($0.coverage.sensorDays, decimals: 1) },
            ]
          }
      }
    )
    let figure = ColumnFigure(
      frame: frame(
        "averages-by-month",
        title: heading,
        unit: words.text("packets per sensor-day", "パケット/センサー日"),
        seen: sentences.joined(separator: words.text(" ", ""))
      ),
      quantity: packetRate,
      categories: months.map(\.description),
      series: groups.enumerated().map { place, group in
        FigureSeries(
          name: words.name(group),
          role: role(group, place),
          values: months.map { average($0, group)?.packetsPerDayPerSensor }
        )
      }
    )
    var blocks: [ReportBlock] = []
    if !sentences.isEmpty { blocks.append(paragraph(sentences)) }
    if !groups.contains(.overseas) || !groups.contains(.domestic) {
      blocks.append(
        .notice(
          words.text(
            "There are not both domestic and overseas sensors, so nothing is compared.",
            "国内と海外の双方のセンサーがそろっていないため、比較はできない。"
          )
        )
      )
    }
    blocks += [.table(table), figure.block(orNotice: reason(facts))]
    return ReportSection(id: "averages", heading: heading, blocks: blocks)
  }

  private func sentence(_ month: CivilMonth, _ home: Double, _ abroad: Double) -> String {
    let (first, second) = (words.rate(home), words.rate(abroad))
    guard first != second else {
      return words.text(
        "In \(month), domestic and overseas sensors received \(first) packets a day each.",
        "\(month)は、国内・海外のセンサーとも1日平均\(first)パケットを観測した。"
      )
    }
    let more = home > abroad
    return words.text(
      "In \(month), a domestic sensor received \(first) packets a day and an overseas sensor \(second): "
        + "\(more ? "domestic" : "overseas") sensors received more.",
      "\(month)の1日平均は、国内センサーが\(first)パケット、海外センサーが\(second)パケットであり、"
        + "\(more ? "国内" : "海外")センサーのほうが多い。"
    )
  }

  // MARK: Each sensor's ranking

  var sensorTops: ReportSection? {
    let heading = words.text(
      "Comparison by sensor: top 10 target ports",
      "センサー別の宛先ポート番号トップ10"
    )
    let tops = facts.sensorTops
    let depth = tops.values.map(\.places.count).max() ?? 0
    guard depth > 0 else {
      return ReportSection(id: "sensor-tops", heading: heading, blocks: [.notice(reason(tops))])
    }
    var blocks: [ReportBlock] = [.table(table(tops.values, heading, depth: depth))]
    let sentences = facts.common.sentences(in: words.language)
    blocks.append(
      sentences.isEmpty
        ? .notice(words.sentence(tops.values.count < 2 ? .tooFewSensors : .notHeard))
        : .list(sentences)
    )
    let agreement = facts.rankAgreement.values
    let names =
      agreement.sensors == nil
      ? tops.values.map { words.name($0.sensor) } : agreement.groups.map { words.name($0) }
    if tops.values.count > 1, agreement.values.count == names.count {
      let figure = MatrixFigure(
        frame: frame(
          "rank-agreement",
          title: words.text(
            "Agreement of the sensors' rankings (rank-biased overlap)",
            "センサー間の順位の一致度（rank-biased overlap）"
          ),
          unit: words.text("1 is the same order", "1は完全一致"),
          seen: names.joined(separator: ", ")
        ),
        quantity: words.text("Agreement", "一致度"),
        names: names,
        cells: agreement.values
      )
      blocks.append(figure.block(orNotice: reason(facts.rankAgreement)))
    }
    return ReportSection(id: "sensor-tops", heading: heading, blocks: blocks)
  }

  private func table(_ tops: [SensorTop], _ caption: String, depth: Int) -> ReportTable {
    func label(_ top: SensorTop, _ place: Int) -> String? {
      place < top.places.count ? top.places[place].label?.description : nil
    }
    let hasGap = tops.contains { $0.places.count < depth || $0.places.contains { $0.label == nil } }
    let note =
      hasGap
      ? words.text(
        "A cell is empty where the sensor received nothing more, or where it is not published.",
        "空欄は、それ以上の観測がないか、公表しないものである。"
      ) : nil
    switch layout {
    case .rows:
      return ReportTable(
        caption: caption,
        columns: [.init(words.text("Sensor", "センサー"))] + (1...depth).map { .init("#\($0)") },
        rows: tops.map { top in [words.name(top.sensor)] + (0..<depth).map { label(top, $0) } },
        note: note
      )
    case .columns:
      return ReportTable(
        caption: caption,
        columns: [.init("")] + tops.map { .init(words.name($0.sensor)) },
        rows: (0..<depth).map { place in ["#\(place + 1)"] + tops.map { label($0, place) } },
        note: note
      )
    }
  }

  // MARK: Products

  /// Products to which sources were traced; nil where there are none.
  var products: ReportSection? {
    guard !facts.products.isEmpty else { return nil }
    return ReportSection(
      id: "products",
      heading: words.text("Identified products", "特定された製品"),
      blocks: [
        .table(
          ReportTable(
            caption: words.text("Products of sources", "送信元の製品"),
            columns: [
              .init(words.text("Product", "製品")),
              .init(words.text("Source addresses", "送信元アドレス数"), isNumeric: true),
            ],
            rows: facts.products.map { [$0.name, $0.sources.map { words.count($0) }] }
          )
        )
      ]
    )
  }
}
