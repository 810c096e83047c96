import Analysis
import Disclosure
import Schema

/// Who sent: Mirai's share of ports, scanners, GRE and 445/TCP.
extension ReportParts {
  /// What was counted of populations; nil where none of them was heard.
  var populations: ReportSection? {
    var blocks: [ReportBlock] = []
    blocks += [
      table(
        facts.miraiShares,
        words.text("Mirai-type packets by target port", "宛先ポート番号別のMirai型パケット"),
        words.text("Packets", "パケット数")
      ),
      facts.home.flatMap { home in
        table(
          facts.homeMiraiShares,
          words.text(
            "Mirai-type packets by target port, sources in \(home)",
            "宛先ポート番号別のMirai型パケット（送信元地域\(home)）"
          ),
          words.text("Packets", "パケット数")
        )
      },
      table(
        facts.miraiFeature,
        words.text(
          "Hosts with the Mirai feature by target port",
          "宛先ポート番号別のMirai型の特徴を持つホスト"
        ),
        words.text("Hosts", "ホスト数")
      ),
    ].compactMap(\.self)
    blocks += [
      hosts(
        facts.domesticScanners,
        (id: "domestic-scanners", key: "domestic_scanners"),
        words.text(
          "Domestic sources with more than 10 target ports on one day",
          "1日に10を超える宛先ポート番号へ送信した国内の送信元"
        ),
        name: { words.name($0) }
      ),
      hosts(
        facts.greHosts,
        (id: "gre-hosts", key: "gre_hosts"),
        words.text("Source addresses of GRE", "GREの送信元アドレス"),
        name: { words.name($0) }
      ),
      hosts(
        facts.hostsOf445,
        (id: "hosts-of-445", key: "hosts_of_445"),
        words.text(
          "Source addresses of 445/TCP by stack fingerprint (top 5)",
          "445/TCPの送信元アドレス（スタックの特徴別、トップ5）"
        ),
        name: { $0 }
      ),
    ].compactMap(\.self)
    guard !blocks.isEmpty else { return nil }
    return ReportSection(
      id: "populations",
      heading: words.text("Who sent", "送信元の内訳"),
      blocks: blocks
    )
  }

  private func table(
    _ statistic: Statistic<[LabelPopulation]>,
    _ caption: String,
    _ quantity: String
  ) -> ReportBlock? {
    guard !statistic.values.isEmpty else { return nil }
    // Behind a rounded share and a rounded whole, the part would show digits that nobody counted.
    let isExact = facts.audience == Audience.operators.rawValue
    var columns: [ReportTable.Column] = [.init(words.text("Target port", "宛先ポート番号"))]
    if isExact { columns.append(.init(words.text("Mirai-type", "Mirai型"), isNumeric: true)) }
    columns += [
      .init("\(quantity)\(words.text(", all", "（全体）"))", isNumeric: true),
      .init(words.text("Mirai-type share", "Mirai型の割合"), isNumeric: true),
    ]
    let rows = statistic.values.map { row -> [String?] in
      var cells: [String?] = [row.label.description]
      if isExact { cells.append(row.matching.map { words.count($0) }) }
      cells.append(row.all.map { words.count($0) })
      cells.append(row.share.map { words.percent($0) })
      return cells
    }
    return .table(ReportTable(caption: caption, columns: columns, rows: rows))
  }

  /// Lines of hosts a day; nil where there are none.
  private func hosts<Key>(
    _ statistic: Statistic<DailySeries<Key>>,
    _ figure: (id: String, key: String),
    _ title: String,
    name: (Key) -> String
  ) -> ReportBlock? {
    guard !statistic.values.lines.isEmpty else { return nil }
    let most = statistic.values.lines.map { line in
      let peak = line.values.compactMap(\.self).max() ?? 0
      return words.text(
        "\(name(line.key)): at most \(words.number(peak)) a day",
        "\(name(line.key))は最大で1日あたり\(words.number(peak))"
      )
    }
    return daily(
      series(statistic.values.lines, name: name),
      frame(
        figure.id,
        title: title,
        unit: words.text("distinct addresses a day", "1日あたりのアドレス数")
          + (step(figure.key) ?? ""),
        seen: most.joined(separator: words.text("; ", "、"))
      ),
      quantity: words.text("Source addresses a day", "送信元アドレス数（1日あたり）")
    ).block(orNotice: reason(statistic))
  }
}
