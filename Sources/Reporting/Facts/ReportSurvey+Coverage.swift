import Analysis
import Schema
import Store

/// Sensors, and who listened when.
extension ReportSurvey.Work {
  var reportedSensors: [ReportedSensor] {
    zip(survey.directory.entries, ranks).map { entry, rank in
      let name = entry.sensor.name
      let covered = now.covered[name] ?? [:]
      let zone = questions.zone
      return ReportedSensor(
        place: rank,
        name: name,
        region: entry.sensor.region,
        sensorDays: now.sensorDays(of: name),
        lostPackets: now.lost[name]?.values.reduce(0, +) ?? 0,
        days: period.days.map { day in
          let next = CivilDay(number: day.number + 1)
          let whole = zone.start(of: next) - zone.start(of: day)
          return whole > 0 ? min(1, Double(covered[day] ?? 0) / Double(whole)) : 0
        }
      )
    }
  }

  var coverageFacts: CoverageFacts {
    CoverageFacts(
      overall: coverage,
      groups: groups.map { group in
        CoverageFacts.Group(group: group, coverage: now.coverage(of: names(of: group)))
      },
      days: period.days.map {
        CoverageFacts.Day(day: $0, group: nil, coverage: coverage(on: $0))
      }
    )
  }

  /// Packets per day per sensor by month and group.
  func averages(_ sums: Asked<[SensorDaySum]>) -> Statistic<[AverageFact]> {
    var packets: [String: [CivilDay: UInt64]] = [:]
    for sum in sums.answer { packets[sum.sensor, default: [:]][sum.day] = sum.packets }
    let zone = questions.zone
    let averages = PacketAverage.all(
      survey.directory.entries.map { entry in
        PacketAverage.Contribution(
          group: entry.group,
          packets: packets[entry.sensor.name] ?? [:],
          // How much of a day a sensor listened counts, not when; in order, so that sums round alike.
          coverage: (now.covered[entry.sensor.name] ?? [:]).sorted { $0.key < $1.key }.map {
            day,
            length in
            let start = zone.start(of: day)
            return TimeRange(start: start, end: start + length)
          }
        )
      },
      zone: zone
    )
    let facts = averages.map { average in
      AverageFact(
        month: average.month,
        group: average.group,
        packets: average.packets,
        packetsPerDayPerSensor: average.packetsPerDayPerSensor,
        coverage: now.coverage(of: names(of: average.group)) { CivilMonth($0) == average.month }
      )
    }
    return statistic(
      "PacketAverage",
      unit: "packets_per_sensor_day",
      facts,
      [sums.sql],
      absence: absence(isEmpty: facts.isEmpty)
    )
  }

  /// Packets per sensor-day by group.
  func dailyPackets(_ sums: Asked<[SensorDaySum]>) -> Statistic<DailySeries<SensorGroup?>> {
    let groupOf = Dictionary(
      survey.directory.entries.map { ($0.sensor.name, $0.group) },
      uniquingKeysWith: { first, _ in first }
    )
    var packets: [SensorGroup?: [CivilDay: Double]] = [:]
    for sum in sums.answer {
      packets[groupOf[sum.sensor] ?? nil, default: [:]][sum.day, default: 0] += Double(sum.packets)
    }
    let lines = groups.map { group in
      DailySeries<SensorGroup?>.Line(
        key: group,
        values: rates(packets[group] ?? [:], now.sensorDays(of: names(of: group)))
      )
    }
    return statistic(
      "PacketAverage",
      unit: "packets_per_sensor_day",
      DailySeries(days: Array(period.days), lines: lines),
      [sums.sql],
      absence: absence(isEmpty: sums.answer.isEmpty)
    )
  }

  /// Packets per sensor-day on each day; nil where nobody listened.
  func rates(_ packets: [CivilDay: Double], _ sensorDays: [CivilDay: Double]) -> [Double?] {
    period.days.map { day in
      guard let listened = sensorDays[day], listened > 0 else { return nil }
      return (packets[day] ?? 0) / listened
    }
  }
}
