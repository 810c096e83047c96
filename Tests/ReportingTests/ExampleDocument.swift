import Schema

@testable import Reporting

/// A document with every kind of block and of figure, in one language; its numbers are made up.
struct ExampleDocument {
  let language: Language

  func text(_ english: String, _ japanese: String) -> String {
    language == .en ? english : japanese
  }

  func frame(_ id: String, _ title: String) -> FigureFrame {
    FigureFrame(
      id: id,
      language: language,
      title: title,
      subtitle: text(
        "2024-07-01 – 2024-09-30, 6 sensors, days in JST",
        "2024-07-01～2024-09-30、6センサー、日本標準時の日単位"
      ),
      description: text("\(title), as made up for this example.", "例として作成した\(title)。"),
      source: text(
        "made-up numbers, seed 1; rules 2024-10-01; geolocation 2024-09-24",
        "作成した数値（シード1）、ルール2024-10-01、地理情報2024-09-24"
      )
    )
  }

  /// A wave with noise about a height, without chance.
  func wave(_ height: Double, _ phase: Int, gap: Range<Int> = 0..<0) -> [Double?] {
    (0..<92).map { day in
      guard !gap.contains(day) else { return nil }
      let noise = Double((day * 7919 + phase * 104_729) % 97) / 97 - 0.5
      return (height * (1 + 0.25 * noise + Double(abs((day + phase) % 40 - 20)) / 60)).rounded()
    }
  }

  var coverage: [DayCoverage] {
    (0..<92).map { day in
      DayCoverage(
        sensors: (40..<43).contains(day) ? 0 : (60..<70).contains(day) ? 5 : 6,
        knownSensors: 6,
        lostPackets: day == 20 ? 1_200 : 0
      )
    }
  }

  var ports: DailyFigure {
    let names = [
      "23/TCP", "22/TCP", "8728/TCP", "80/TCP", "6379/TCP", "ICMP", "443/TCP", "8080/TCP",
    ]
    return DailyFigure(
      frame: frame(
        "daily-ports",
        text(
          "Packets to the top ports per sensor and day",
          "宛先ポート番号別パケット観測数の推移（センサー平均）"
        )
      ),
      quantity: text("packets per sensor and day", "1センサーあたり1日のパケット数"),
      firstDay: CivilDay(number: 19_905),
      series: names.enumerated().map { place, name in
        FigureSeries(
          name: name,
          role: .ranked(place + 1),
          values: wave(1_200 / Double(place + 1), place * 9, gap: 40..<43)
        )
      },
      coverage: coverage,
      annotations: [
        DayAnnotation(
          firstDay: CivilDay(number: 19_945),
          lastDay: CivilDay(number: 19_947),
          text: text("no sensor was heard", "全センサー停止")
        ),
        DayAnnotation(firstDay: CivilDay(number: 19_990), text: text("alert", "アラート")),
      ]
    )
  }

  var hosts: DailyFigure {
    let names = [
      text("China", "中国"), text("India", "インド"), text("Russia", "ロシア"), text("Brazil", "ブラジル"),
      text("Japan", "日本"),
    ]
    let total = FigureSeries(
      name: text("total", "全体"),
      role: .total,
      values: wave(41_000, 3, gap: 40..<43)
    )
    let regions: [FigureSeries] = names.enumerated().map { place, name in
      FigureSeries(
        name: name,
        role: .ranked(place + 1),
        values: wave(9_000 / Double(place + 1), place * 5, gap: 40..<43)
      )
    }
    return DailyFigure(
      frame: frame(
        "mirai-hosts",
        text(
          "Mirai-type source addresses a day, total and top 5 regions",
          "Mirai型パケット送信元ホスト数（全体と上位5地域）"
        )
      ),
      quantity: text("source addresses", "送信元ホスト数"),
      firstDay: CivilDay(number: 19_905),
      series: [total] + regions,
      coverage: coverage
    )
  }

  var groups: DailyFigure {
    let values = wave(800, 3, gap: 40..<43)
    return DailyFigure(
      frame: frame("groups", text("Packets per sensor and day by group", "国内・海外センサーの平均パケット数")),
      quantity: text("packets per sensor and day", "1センサーあたり1日のパケット数"),
      firstDay: CivilDay(number: 19_905),
      series: [
        FigureSeries(
          name: text("domestic", "国内"),
          role: .domestic,
          values: values
        ),
        FigureSeries(
          name: text("overseas", "海外"),
          role: .overseas,
          values: wave(860, 30, gap: 40..<43)
        ),
      ],
      coverage: coverage
    )
  }

  var months: ColumnFigure {
    ColumnFigure(
      frame: frame(
        "months",
        text("Packets per sensor and day, domestic against overseas", "国内センサーと海外センサーの平均パケット数の比較")
      ),
      quantity: text("packets per sensor and day", "1センサーあたり1日のパケット数"),
      categories: ["2024-07", "2024-08", "2024-09"],
      series: [
        FigureSeries(name: text("domestic", "国内"), role: .domestic, values: [5_912, 6_104, nil]),
        FigureSeries(
          name: text("overseas", "海外"),
          role: .overseas,
          values: [7_321, 7_045, 8_210]
        ),
      ]
    )
  }

  var manyColumns: ColumnFigure {
    ColumnFigure(
      frame: frame(
        "many-columns",
        text("Top ports, domestic against overseas", "上位の宛先ポート番号の国内・海外比較")
      ),
      quantity: text("packets per sensor and day", "1センサーあたり1日のパケット数"),
      categories: [
        "23/TCP", "22/TCP", "8728/TCP", "80/TCP", "6379/TCP", "ICMP", "443/TCP", "8080/TCP",
      ],
      series: [
        FigureSeries(
          name: text("domestic sensors", "国内センサー"),
          role: .domestic,
          values: [912, 610, 400, 320, 200, 180, 90, 45]
        ),
        FigureSeries(
          name: text("overseas sensors", "海外センサー"),
          role: .overseas,
          values: [832, 500, 410, 380, 100, 170, 93, 60]
        ),
      ]
    )
  }

  var agreement: MatrixFigure {
    let domestic: [String] = (1...3).map { text("Domestic sensor \($0)", "国内センサー\($0)") }
    let overseas: [String] = (1...3).map { text("Sensor overseas #\($0)", "海外センサー\($0)") }
    let cells: [[Double?]] = (0..<6).map { row in (0..<6).map { overlap(row, $0) } }
    return MatrixFigure(
      frame: frame("agreement", text("Agreement of the sensors' port rankings", "センサー間の順位の一致度")),
      quantity: text("rank-biased overlap", "順位の一致度（RBO）"),
      names: domestic + overseas,
      cells: cells
    )
  }

  /// The agreement of two sensors; the fifth one cannot be compared.
  private func overlap(_ row: Int, _ column: Int) -> Double? {
    if row == column { return 1 }
    if row == 4 || column == 4 { return nil }
    return 1 - Double(abs(row - column)) / 7
  }

  var changes: ChangeFigure {
    ChangeFigure(
      frame: frame("changes", text("Change against the quarter before", "前四半期からの変化")),
      quantity: text("packets per sensor-day, new over old", "1センサー・日あたりパケット数の前期比"),
      changes: [
        ChangeFigure.Change(
          name: "8728/TCP",
          ratio: 6.1,
          interval: FigureInterval(lower: 3.9, upper: 9.6),
          isClear: true
        ),
        ChangeFigure.Change(
          name: "23/TCP",
          ratio: 1.08,
          interval: FigureInterval(lower: 0.91, upper: 1.28),
          isClear: false
        ),
        ChangeFigure.Change(
          name: "6379/TCP",
          ratio: 0.34,
          interval: FigureInterval(lower: 0.2, upper: 0.52),
          isClear: true
        ),
        ChangeFigure.Change(
          name: "5060/UDP",
          ratio: 1.6,
          interval: FigureInterval(lower: 0.4, upper: nil),
          isClear: false
        ),
        ChangeFigure.Change(name: "GRE", ratio: nil, interval: nil, isClear: false),
      ]
    )
  }

  var table: ReportTable {
    ReportTable(
      caption: text(
        "Top ports by packets, 2024-07-01 – 2024-09-30",
        "宛先ポート番号別パケット観測数（2024-07-01～2024-09-30）"
      ),
      columns: [
        ReportTable.Column(text("Port", "宛先ポート番号")),
        ReportTable.Column(text("Packets", "パケット数"), isNumeric: true),
        ReportTable.Column(text("Rank before", "前四半期の順位"), isNumeric: true),
      ],
      rows: [
        ["23/TCP", "1,204,551", "1"], ["22/TCP", "804,120", "3"], ["8728/TCP", "401,007", nil],
      ],
      note: text("– : not observed in the quarter before.", "「–」は前四半期に観測がないことを示す。")
    )
  }

  var figures: [any DrawnFigure] {
    [ports, hosts, groups, months, manyColumns, agreement, changes]
  }

  func document(mark: String?) -> ReportDocument {
    let blocks = figures.map { $0.block(orNotice: "nothing to draw") }
    return ReportDocument(
      language: language,
      title: text(
        "Internet threat monitoring, July to September 2024",
        "インターネット定点観測レポート（2024年7～9月）"
      ),
      subtitle: text(
        "2024-07-01 – 2024-09-30, days in JST, 6 sensors",
        "2024-07-01～2024-09-30（日本標準時）、6センサー"
      ),
      mark: mark,
      sections: [
        ReportSection(
          id: "overview",
          heading: text("Overview", "概況"),
          blocks: [
            .paragraph(
              text(
                "17,204 source addresses sent Mirai-type packets; <script>alert(1)</script> is text.",
                "17,204の送信元ホストからMirai型パケットを観測した。<script>alert(1)</script>は文字列である。"
              )
            ),
            .list([
              text("8728/TCP rose sixfold.", "8728/TCPが6倍に増加した。"),
              text("ICMP fell to normal.", "ICMPは通常の水準に戻った。"),
            ]),
            .table(table),
            .notice(text("No sensor was heard for three days.", "3日間、全センサーの観測がなかった。")),
            .editorial(
              text(
                "# From the analyst\n\nThe rise has a **cause**, see [the note](https://example.org/).\n\n<b>raw</b>",
                "# 分析者より\n\n増加には**原因**がある。\n\n<b>raw</b>"
              )
            ),
          ]
        ),
        ReportSection(id: "daily", heading: text("Days", "日別の推移"), blocks: Array(blocks[0..<3])),
        ReportSection(
          id: "comparison",
          heading: text("Comparison", "比較"),
          blocks: Array(blocks[3...])
        ),
      ],
      sources: [text("Numbers: made up for this example.", "数値：例として作成したもの。")]
    )
  }
}
