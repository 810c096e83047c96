import Reporting
import Schema
import Store

/// How long sensors listened on the days of a period, as a calendar.
struct CoverageCalendar {
  /// The period.
  let period: Period
  /// The zone in which days begin.
  let zone: ReportingZone
  private var covered: [String: [CivilDay: Int64]] = [:]

  /// What the ledger says of a period.
  init(_ period: Period, _ coverage: [SensorCoverage], zone: ReportingZone) {
    self.period = period
    self.zone = zone
    for day in coverage where day.covered > 0 {
      covered[day.sensor, default: [:]][day.day] = day.covered
    }
  }

  /// The part of a day in which a sensor listened; nil where it did not.
  func part(of day: CivilDay, at sensor: String) -> Double? {
    guard let covered = covered[sensor]?[day] else { return nil }
    let length = zone.start(of: CivilDay(number: day.number + 1)) - zone.start(of: day)
    return length > 0 ? min(1, Double(covered) / Double(length)) : nil
  }

  /// The first day on which a sensor listened; nil where it did not.
  func firstDay(of sensor: String) -> CivilDay? { covered[sensor]?.keys.min() }

  /// The calendar of some sensors.
  ///
  /// - Parameters:
  ///   - sensors: Their names, in order.
  ///   - language: The language of its words.
  ///   - link: Where a name leads.
  /// - Returns: A row a sensor.
  func calendar(
    _ sensors: [String],
    _ language: Language,
    link: (String) -> String?
  ) -> PageCalendar {
    var months: [PageCalendar.Month] = []
    for day in period.days {
      let label = "\(CivilMonth(day))"
      if months.last?.label == label {
        months[months.count - 1].days += 1
      } else {
        months.append(PageCalendar.Month(label: label, days: 1))
      }
    }
    let legend: [(PageCalendar.Level, String)] = [
      (.missing, SensorWords.notHeard[language]), (.little, "< 50 %"), (.part, "< 90 %"),
      (.most, "< 99 %"), (.whole, SensorWords.full[language]),
    ]
    return PageCalendar(
      caption: Words.days("\(period)", zone.name)[language],
      head: Words.sensor[language],
      months: months,
      rows: sensors.map { name in
        PageCalendar.Row(name: name, link: link(name), cells: cells(of: name, language))
      },
      legend: legend.map { PageCalendar.Entry(level: $0, label: $1) }
    )
  }

  private func cells(of sensor: String, _ language: Language) -> [PageCalendar.Cell] {
    period.days.map { day in
      let part = self.part(of: day, at: sensor)
      let value = part.map(NumberText.percent) ?? SensorWords.notHeard[language]
      return PageCalendar.Cell(level: PageCalendar.Level(part), text: "\(day): \(value)")
    }
  }
}
