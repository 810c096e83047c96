import Analysis
import Disclosure
import Schema

/// What all numbers rest on, and how they are counted.
extension ReportParts {
  var coverage: ReportSection? {
    let overall = facts.coverage.overall
    var blocks: [ReportBlock] = []
    if overall.sensors == 0 {
      blocks.append(.notice(words.sentence(.notObserved)))
    } else if let first = facts.coverage.days.first(where: { $0.coverage.sensors > 0 })?.day,
      let last = facts.coverage.days.last(where: { $0.coverage.sensors > 0 })?.day,
      first > facts.period.first || last < facts.period.last
    {
      blocks.append(
        .notice(
          words.text(
            "Sensors listened from \(first) to \(last) only; the other days of the period are gaps.",
            "センサーが観測していたのは\(words.days(first, last))のみであり、期間中のほかの日は欠測である。"
          )
        )
      )
    }
    let rows = facts.coverage.groups.map { (words.name($0.group), $0.coverage) }
    blocks.append(
      .table(
        ReportTable(
          caption: words.text("Sensors of this report", "本レポートのセンサー"),
          columns: [
            .init(words.text("Group", "グループ")),
            .init(words.text("Sensors that listened", "観測したセンサー"), isNumeric: true),
            .init(words.text("Sensors", "センサー"), isNumeric: true),
            .init(words.text("Sensor-days", "センサー日"), isNumeric: true),
            .init(words.text("Packets lost", "取りこぼしたパケット"), isNumeric: true),
          ],
          rows: (rows + [(words.text("all", "全体"), overall)]).map { name, coverage in
            [
              name, words.count(coverage.sensors), words.count(coverage.knownSensors),
              words.number(coverage.sensorDays, decimals: 1), words.count(coverage.lostPackets),
            ]
          }
        )
      )
    )
    if !withheld.isEmpty {
      blocks.append(
        .notice(
          words.text(
            "Counts are rounded, and some values are withheld, so that nobody can find a sensor by "
              + "packets sent to look for their trace here.",
            "特定のアドレスへ送ったパケットの痕跡からセンサーの所在を探し当てられないように、"
              + "数値は丸めてあり、一部の値は公表していない。"
          )
        )
      )
    }
    return ReportSection(
      id: "coverage",
      heading: words.text("Coverage", "観測状況"),
      blocks: blocks
    )
  }

  var definitions: ReportSection? {
    ReportSection(
      id: "definitions",
      heading: words.text("Definitions", "用語と定義"),
      blocks: [
        .list([
          words.text(
            "A sensor passively receives what is sent to an address that offers nothing.",
            "センサーは、何のサービスも提供しないアドレスに届くパケットを受動的に観測する。"
          ),
          words.text(
            "Domestic sensors are in \(facts.home.map { "\($0)" } ?? "the home country"), overseas sensors elsewhere.",
            "国内センサーは\(facts.home.map { "\($0)" } ?? "自国")に、海外センサーはそれ以外に設置されている。"
          ),
          words.text(
            "A sensor-day is 24 hours in which a sensor listened; days without observation are gaps, never zero.",
            "センサー日は、1台のセンサーが観測していた延べ24時間である。観測のない日は欠測であり、0ではない。"
          ),
          words.text(
            "A Mirai-type packet is a TCP SYN whose sequence number is its destination address; a Mirai-type "
              + "host is a source address that sent one on the day.",
            "Mirai型のパケットは、シーケンス番号が宛先アドレスと等しいTCP SYNである。Mirai型のホストは、"
              + "その日にこれを送信した送信元アドレスである。"
          ),
          words.text(
            "A source region is the country or economy of the source address in the geolocation data of the day.",
            "送信元地域は、当日の位置情報データによる送信元アドレスの国または地域である。"
          ),
          words.text(
            "All types of ICMP are one label; protocols without ports go by their name.",
            "ICMPはすべてのタイプをまとめて1件とし、ポートのないプロトコルは名称で示す。"
          ),
          words.text(
            "An estimate is given with its 95 % interval and its method.",
            "推定値には95 %区間と推定方法を付す。"
          ),
        ])
      ]
    )
  }
}
