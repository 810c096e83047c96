/// The tables of a report for the terminal.
extension TallyReport {
  /// All tables, a line an element.
  func lines(width: Int) -> [String] {
    var lines = [
      "\(Numbers.grouped(packets)) packets from \(Numbers.grouped(sources)) source addresses at "
        + "\(sensors.count) \(sensors.count == 1 ? "sensor" : "sensors"), days in \(time_zone)"
    ]
    func section(_ title: String, _ body: [String]) {
      guard !body.isEmpty else { return }
      lines += ["", title, ""] + body
    }
    section("Top 10 ports, a row a sensor", rowsBySensor)
    section("Top 10 ports, a column a sensor", columnsBySensor)
    section("What the sensors have in common", sentences.map { "· \($0)" })
    section("Mirai-type hosts a day by source region (top 5)", miraiByRegion(width: width))
    section("Mirai-type hosts a day, all regions and top 5", miraiTotals(width: width))
    section("Average packets per day per sensor", averageTable)
    section("Tags", tagTable)
    section("Frames that were not counted", reasons(drops))
    section("Counted packets with a fault behind the IP header", reasons(anomalies))
    section("Data about addresses", dataLines)
    return lines
  }

  private var rowsBySensor: [String] {
    let depth = sensors.map(\.top.count).max() ?? 0
    guard depth > 0 else { return [] }
    var table = TextTable(
      [TextTable.Column(head: "")] + (1...depth).map { TextTable.Column(head: "#\($0)") }
    )
    for sensor in sensors {
      let labels = sensor.top.map(\.port)
      table.append([sensor.label] + labels + Array(repeating: "", count: depth - labels.count))
    }
    return table.lines
  }

  private var columnsBySensor: [String] {
    let depth = sensors.map(\.top.count).max() ?? 0
    guard depth > 0, sensors.count <= 12 else { return [] }
    var table = TextTable(
      [TextTable.Column(head: "")] + sensors.map { TextTable.Column(head: $0.label) }
    )
    for place in 0..<depth {
      table.append(
        ["#\(place + 1)"] + sensors.map { place < $0.top.count ? $0.top[place].port : "" }
      )
    }
    return table.lines
  }

  private func miraiByRegion(width: Int) -> [String] {
    guard !mirai_regions.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "region"), TextTable.Column(head: "least", isNumber: true),
      TextTable.Column(head: "mean", isNumber: true),
      TextTable.Column(head: "most", isNumber: true),
      TextTable.Column(head: "\(mirai_total[0].day) to \(mirai_total[mirai_total.count - 1].day)"),
    ])
    for region in mirai_regions {
      table.append(
        [region]
          + Self.summary(mirai_hosts.filter { $0.region == region }.map(\.hosts), width: width)
      )
    }
    return table.lines
  }

  private func miraiTotals(width: Int) -> [String] {
    guard !mirai_total.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: ""), TextTable.Column(head: "least", isNumber: true),
      TextTable.Column(head: "mean", isNumber: true),
      TextTable.Column(head: "most", isNumber: true), TextTable.Column(head: "by day"),
    ])
    table.append(["all regions"] + Self.summary(mirai_total.map(\.hosts), width: width))
    table.append(["top 5"] + Self.summary(mirai_total.map(\.top5), width: width))
    return table.lines
  }

  private static func summary(_ values: [Int], width: Int) -> [String] {
    let mean = Double(values.reduce(0, +)) / Double(max(values.count, 1))
    return [
      Numbers.grouped(values.min() ?? 0), Numbers.fixed(mean, decimals: 0),
      Numbers.grouped(values.max() ?? 0),
      "\(Sparkline(values.map { Double($0) }, width: max(10, width - 40)))",
    ]
  }

  private var averageTable: [String] {
    guard !averages.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "month"), TextTable.Column(head: "group"),
      TextTable.Column(head: "packets per day per sensor", isNumber: true),
      TextTable.Column(head: "sensor-days", isNumber: true),
    ])
    for average in averages {
      table.append([
        average.month, average.group ?? "no group",
        average.packets_per_day_per_sensor.map { Numbers.fixed($0, decimals: 1) } ?? "",
        Numbers.fixed(average.sensor_days, decimals: 2),
      ])
    }
    return table.lines
  }

  private var tagTable: [String] {
    guard !tags.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "tag"), TextTable.Column(head: "packets", isNumber: true),
      TextTable.Column(head: "share", isNumber: true),
      TextTable.Column(head: "sources", isNumber: true),
    ])
    for tag in tags {
      let share = 100 * Double(tag.packets) / Double(max(packets, 1))
      table.append([
        tag.tag, Numbers.grouped(tag.packets), "\(Numbers.fixed(share, decimals: 1)) %",
        Numbers.grouped(tag.sources),
      ])
    }
    return table.lines
  }

  private func reasons(_ counts: [String: UInt64]) -> [String] {
    guard !counts.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Column(head: "reason"), TextTable.Column(head: "frames", isNumber: true),
    ])
    for (reason, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.append([reason, Numbers.grouped(count)])
    }
    return table.lines
  }

  private var dataLines: [String] {
    data.map { "· \($0.kind): \($0.path)" + ($0.date.map { ", data of \($0)" } ?? "") }
  }
}
