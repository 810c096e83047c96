import Analysis
import Schema

/// Where ports and tags were heard.
extension ReportParts {
  /// How many ports the table has, and how many sentences there are at most.
  private static var most: Int { 10 }

  var vantage: ReportSection? {
    let heading = words.text(
      "Is it unique to a particular network?",
      "特定のネットワークに固有の傾向か"
    )
    guard facts.vantage.absence == nil else {
      return ReportSection(
        id: "vantage",
        heading: heading,
        blocks: [.notice(reason(facts.vantage))]
      )
    }
    let ports = facts.vantage.values.filter { if case .label = $0.subject { true } else { false } }
    let everywhere = ports.count { $0.reach == .everywhere }
    var blocks: [ReportBlock] = [
      .paragraph(
        words.text(
          "Of the \(ports.count) target ports with the most packets, \(everywhere) "
            + "\(everywhere == 1 ? "was" : "were") heard by every sensor.",
          "パケット数の多い宛先ポート番号\(ports.count)件のうち、\(everywhere)件はすべてのセンサーで観測した。"
        )
      )
    ]
    let told = facts.vantage.values.compactMap { finding in
      words.sentence(finding).map { (finding: finding, sentence: $0) }
    }.prefix(Self.most)
    if told.isEmpty {
      let none = words.text(
        "The numbers show no difference between domestic and overseas sensors.",
        "国内センサーと海外センサーの間に、数値で裏付けられる違いは認められない。"
      )
      blocks.append(.paragraph(none))
    } else {
      blocks.append(.list(told.map(\.sentence)))
    }
    if told.contains(where: { $0.finding.claim == .theseSensors }) {
      let limit = words.text(
        "There are few sensors: differences week for week are said of these sensors, not of others in such "
          + "places.",
        "センサーの台数が少ないため、週ごとの違いは本レポートのセンサーについて述べるものであり、"
          + "同様の場所にあるほかのセンサーには当てはまらない場合がある。"
      )
      blocks.append(.notice(limit))
    }
    if !ports.isEmpty { blocks.append(.table(table(Array(ports.prefix(Self.most))))) }
    return ReportSection(id: "vantage", heading: heading, blocks: blocks)
  }

  private func table(_ findings: [VantageFinding]) -> ReportTable {
    func rate(_ finding: VantageFinding, _ group: SensorGroup) -> String? {
      finding.groups.first { $0.group == group }?.rate.map { words.rate($0) }
    }
    return ReportTable(
      caption: words.text(
        "Target ports at domestic and overseas sensors",
        "国内・海外センサー別の宛先ポート番号"
      ),
      columns: [
        .init(words.text("Target port", "宛先ポート番号")),
        .init(words.text("Domestic, packets per sensor-day", "国内（パケット/センサー日）"), isNumeric: true),
        .init(words.text("Overseas, packets per sensor-day", "海外（パケット/センサー日）"), isNumeric: true),
        .init(words.text("Ratio (95 % interval)", "国内と海外の比（95 %区間）"), isNumeric: true),
      ],
      rows: findings.map { finding -> [String?] in
        [
          "\(finding.subject)", rate(finding, .domestic), rate(finding, .overseas),
          finding.ratio.map { ratio(of: $0) },
        ]
      }
    )
  }
}
