import Analysis
import Disclosure
import Schema

/// Where ports, tags, prefixes and networks were heard.
extension ReportParts {
  /// How many rows a table has, and how many sentences a list.
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
    let told = told(isOrigin: false) + told(isOrigin: true)
    var blocks: [ReportBlock] = [reachBlock]
    if told.isEmpty {
      let none = words.text(
        "Nothing that is named here differs clearly between domestic and overseas sensors.",
        "ここに挙げたもののうち、国内センサーと海外センサーの間で明らかに異なるものはない。"
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
    blocks += VantageKind.allCases.compactMap(rates)
    return ReportSection(id: "vantage", heading: heading, blocks: blocks)
  }

  private func findings(_ kind: VantageKind) -> [VantageFinding] {
    facts.vantage.values.filter { VantageKind($0.subject) == kind }
  }

  /// The first sentences about what was received, or about who sent it: those of one place before all others.
  private func told(isOrigin: Bool) -> [(finding: VantageFinding, sentence: String)] {
    let findings = facts.vantage.values.filter { VantageKind($0.subject).isOrigin == isOrigin }
    let sentences = findings.compactMap { finding in
      words.sentence(finding).map { (finding: finding, sentence: $0) }
    }
    let presence = sentences.filter { $0.finding.claim == .presence }
    let others = sentences.filter { $0.finding.claim != .presence }
    return Array((presence + others).prefix(Self.most))
  }

  // MARK: How many were heard where

  /// How many subjects were heard where; of those that everyone may see, that each sensor heard them.
  private var reachBlock: ReportBlock {
    guard facts.audience == Audience.operators.rawValue else {
      let kinds = VantageKind.allCases.compactMap { kind -> String? in
        let count = findings(kind).count
        return count > 0 ? words.counted(kind, count) : nil
      }
      return .paragraph(
        words.text(
          "Every sensor heard \(words.list(kinds)), of those that may be named here.",
          "公表できるもののうち、\(words.list(kinds))はすべてのセンサーで観測した。"
        )
      )
    }
    let heads = [
      words.text("Everywhere", "すべてのセンサー"), words.text("Domestic only", "国内のみ"),
      words.text("Overseas only", "海外のみ"),
      words.text("One sensor or network only", "1台または1ネットワークのみ"),
      words.text("Some sensors", "一部のセンサー"), words.text("In all", "計"),
    ]
    return .table(
      ReportTable(
        caption: words.text("Where they were heard", "観測された場所"),
        columns: [ReportTable.Column(words.text("What", "対象"))]
          + heads.map { ReportTable.Column($0, isNumeric: true) },
        rows: VantageKind.allCases.map { [words.name($0)] + counts(of: findings($0)) }
      )
    )
  }

  /// How many findings are of each place, and how many there are.
  private func counts(of findings: [VantageFinding]) -> [String?] {
    var (everywhere, domestic, overseas, one) = (0, 0, 0, 0)
    for finding in findings {
      switch finding.reach {
      case .everywhere: everywhere += 1
      case .network: one += 1
      case .group where finding.sensorsHit == 1: one += 1
      case .group(.domestic): domestic += 1
      case .group(.overseas): overseas += 1
      case .group, .mixed, .incomparable: break
      }
    }
    let rest = findings.count - everywhere - domestic - overseas - one
    return [everywhere, domestic, overseas, one, rest, findings.count].map { words.count($0) }
  }

  // MARK: How much was heard where

  /// The subjects of a kind with the most packets, and how much each group heard of them; nil of none.
  private func rates(_ kind: VantageKind) -> ReportBlock? {
    let findings = findings(kind).sorted {
      ($1.packets, "\($0.subject)") < ($0.packets, "\($1.subject)")
    }.prefix(Self.most)
    guard !findings.isEmpty, kind != .tag else { return nil }
    let hasSources = findings.contains { $0.sources != nil }
    var columns: [ReportTable.Column] = [.init(words.name(kind))]
    if hasSources {
      columns.append(.init(words.text("Source addresses", "送信元アドレス数"), isNumeric: true))
    }
    let heads = [
      words.text("Domestic, packets per sensor-day", "国内（パケット/センサー日）"),
      words.text("Overseas, packets per sensor-day", "海外（パケット/センサー日）"),
      words.text("Ratio (95 % interval)", "国内と海外の比（95 %区間）"),
    ]
    columns += heads.map { ReportTable.Column($0, isNumeric: true) }
    func rate(_ finding: VantageFinding, _ group: SensorGroup) -> String? {
      finding.groups.first { $0.group == group }?.rate.map { words.rate($0) }
    }
    return .table(
      ReportTable(
        caption: words.text(
          "\(words.name(kind)) at domestic and overseas sensors",
          "国内・海外センサー別の\(words.name(kind))"
        ),
        columns: columns,
        rows: findings.map { finding -> [String?] in
          var cells: [String?] = ["\(finding.subject)"]
          if hasSources { cells.append(finding.sources.map { words.count($0) }) }
          cells.append(rate(finding, .domestic))
          cells.append(rate(finding, .overseas))
          cells.append(finding.ratio.map { ratio(of: $0) })
          return cells
        }
      )
    )
  }
}
