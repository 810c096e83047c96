import Reporting

/// The full series of a report as one tidy table: a value a row.
extension TallyReport {
  /// The rows, head line first.
  var csvRows: [String] {
    var rows = [
      CSV.row(["statistic", "day", "month", "sensor", "group", "region", "rank", "name", "value"])
    ]
    func add(
      _ statistic: String,
      day: String = "",
      month: String = "",
      sensor: String = "",
      group: String? = nil,
      region: String = "",
      rank: String = "",
      name: String = "",
      _ value: String
    ) {
      rows.append(
        CSV.row([statistic, day, month, sensor, group ?? "", region, rank, name, value])
      )
    }
    add("packets", "\(packets)")
    if let sources { add("sources", "\(sources)") }
    for sensor in sensors {
      add("packets", sensor: sensor.label, group: sensor.group, "\(sensor.packets)")
      for place in sensor.top {
        add(
          "top",
          sensor: sensor.label,
          group: sensor.group,
          rank: "\(place.rank)",
          name: place.port,
          "\(place.packets)"
        )
      }
    }
    for hosts in mirai_hosts {
      add("mirai_hosts", day: hosts.day, region: hosts.region, "\(hosts.hosts)")
    }
    for total in mirai_total {
      add("mirai_total", day: total.day, "\(total.hosts)")
      add("mirai_top5", day: total.day, "\(total.top5)")
    }
    for average in averages {
      add(
        "packets_per_day_per_sensor",
        month: average.month,
        group: average.group,
        average.packets_per_day_per_sensor.map { "\($0)" } ?? ""
      )
      add(
        "sensor_days",
        month: average.month,
        group: average.group,
        "\(average.sensor_days)"
      )
    }
    for tag in tags {
      add("tag_packets", name: tag.tag, "\(tag.packets)")
      add("tag_sources", name: tag.tag, "\(tag.sources)")
    }
    for (name, count) in classes.sorted(by: { $0.key < $1.key }) {
      add("class_packets", name: name, "\(count)")
    }
    for (name, count) in drops.sorted(by: { $0.key < $1.key }) {
      add("drops", name: name, "\(count)")
    }
    for (name, count) in anomalies.sorted(by: { $0.key < $1.key }) {
      add("anomalies", name: name, "\(count)")
    }
    return rows
  }
}
