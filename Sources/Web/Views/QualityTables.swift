import Registry
import Reporting
import Schema
import Shipping
import Store

/// The sections of the page of data quality.
struct QualityTables {
  private static let longest = 100

  private let answers: QualityAnswers
  private let period: Period
  private let zone: ReportingZone
  private let times: ReportingZone
  private let today: CivilDay
  private let language: Language

  init(
    _ answers: QualityAnswers,
    _ period: Period,
    zone: ReportingZone,
    times: ReportingZone,
    today: CivilDay,
    language: Language
  ) {
    self.answers = answers
    self.period = period
    self.zone = zone
    self.times = times
    self.today = today
    self.language = language
  }

  private func section(
    _ id: String,
    _ heading: Phrase,
    _ columns: [PageTable.Column],
    _ rows: [[PageTable.Cell]],
    orWhy reason: Phrase
  ) -> Page.Section {
    let rest = rows.count - Self.longest
    return Page.Section(
      id,
      heading[language],
      PageTable(
        caption: heading[language],
        columns: columns,
        rows: Array(rows.prefix(Self.longest)),
        note: rest > 0 ? QualityWords.more(rest)[language] : nil
      ),
      orWhy: reason[language]
    )
  }

  private var sensor: PageTable.Column { PageTable.Column(Words.sensor[language]) }

  private func rows(_ faults: [SensorFault]) -> [[PageTable.Cell]] {
    faults.map {
      [
        PageTable.Cell($0.sensor, link: SensorPage.link(to: $0.sensor)),
        PageTable.Cell($0.fault), PageTable.Cell(NumberText.grouped($0.count)),
      ]
    }
  }

  /// Frames that made no row.
  var drops: Page.Section {
    section(
      "drops",
      QualityWords.drops,
      [
        sensor, .init(QualityWords.reason[language]),
        .init(QualityWords.frames[language], isNumeric: true),
      ],
      rows(answers.drops),
      orWhy: QualityWords.noDrops
    )
  }

  /// Anomalies of headers.
  var anomalies: Page.Section {
    section(
      "anomalies",
      QualityWords.anomalies,
      [
        sensor, .init(QualityWords.anomaly[language]),
        .init(Words.packets[language], isNumeric: true),
      ],
      rows(answers.anomalies ?? []),
      orWhy: answers.anomalies == nil ? QualityWords.anomaliesTooLong : QualityWords.noAnomalies
    )
  }

  /// What the kernel lost, by sensor.
  var loss: Page.Section {
    let sensors = Dictionary(grouping: answers.coverage) { $0.sensor }.sorted { $0.key < $1.key }
    return section(
      "loss",
      QualityWords.kernel,
      [
        sensor, .init(QualityWords.received[language], isNumeric: true),
        .init(QualityWords.lost[language], isNumeric: true),
        .init(QualityWords.loss[language], isNumeric: true),
      ],
      sensors.map { name, days in
        let received = days.reduce(0) { $0 &+ $1.received }
        let lost = days.reduce(0) { $0 &+ $1.dropped }
        let all = Double(days.reduce(0) { $0 &+ $1.packets }) + Double(lost)
        return [
          PageTable.Cell(name, link: SensorPage.link(to: name)),
          PageTable.Cell(received > 0 ? NumberText.grouped(received) : nil),
          PageTable.Cell(NumberText.grouped(lost)),
          PageTable.Cell(all > 0 ? NumberText.percent(Double(lost) / all) : nil),
        ]
      },
      orWhy: Words.noNumbers
    )
  }

  /// Days that are over and on which a sensor that had listened before did not do so all day.
  var gaps: Page.Section {
    let calendar = CoverageCalendar(period, answers.coverage, zone: zone)
    let names = Set(answers.coverage.map(\.sensor)).sorted()
    var rows: [[PageTable.Cell]] = []
    for day in period.days.reversed() where day < today {
      for name in names {
        guard let first = calendar.firstDay(of: name), day >= first else { continue }
        let part = calendar.part(of: day, at: name) ?? 0
        guard PageCalendar.Level(part) != .whole else { continue }
        rows.append([
          PageTable.Cell("\(day)"), PageTable.Cell(name, link: SensorPage.link(to: name)),
          PageTable.Cell(part > 0 ? NumberText.percent(part) : SensorWords.notHeard[language]),
        ])
      }
    }
    return section(
      "gaps",
      QualityWords.gaps,
      [
        .init(Words.day[language]), sensor,
        .init(SensorWords.coverage[language], isNumeric: true),
      ],
      rows,
      orWhy: answers.coverage.isEmpty ? Words.noNumbers : QualityWords.noGaps
    )
  }

  /// Segments that never came.
  var missing: Page.Section {
    section(
      "missing",
      QualityWords.neverCame,
      [sensor, .init(QualityWords.segments[language], isNumeric: true)],
      answers.missing.map {
        [
          PageTable.Cell($0.sensor, link: SensorPage.link(to: $0.sensor)),
          PageTable.Cell(NumberText.grouped($0.missing)),
        ]
      },
      orWhy: QualityWords.noneMissing
    )
  }

  /// Segments that wait: here, or at the sensor.
  var late: Page.Section {
    let waiting = answers.contacts.compactMap { name, contact -> SensorFault? in
      guard let count = contact.report?.unshippedSegments, count > 0 else { return nil }
      return SensorFault(sensor: name, fault: QualityWords.atSensor[language], count: count)
    }.sorted { $0.sensor < $1.sensor }
    return section(
      "late",
      QualityWords.late,
      [
        sensor, .init(QualityWords.place[language]),
        .init(QualityWords.segments[language], isNumeric: true),
      ],
      rows(answers.unstored + waiting),
      orWhy: QualityWords.noneLate
    )
  }

  /// How far clocks are off.
  var clocks: Page.Section {
    let rows = answers.contacts.sorted { $0.key < $1.key }.compactMap {
      name,
      contact -> [PageTable.Cell]? in
      guard let offset = contact.clockOffset else { return nil }
      return [
        PageTable.Cell(name, link: SensorPage.link(to: name)),
        PageTable.Cell(NumberText.seconds(offset)),
        PageTable.Cell(TimeText.both(contact.heard, times)),
      ]
    }
    return section(
      "clocks",
      QualityWords.clocks,
      [
        sensor, .init(QualityWords.offset[language], isNumeric: true),
        .init(SensorWords.lastHeard[language]),
      ],
      rows,
      orWhy: QualityWords.noClocks
    )
  }

  /// Days whose questions read single packets, or that have lost some.
  var summaries: Page.Section {
    let gone = Set(answers.days.gone)
    var section = self.section(
      "summaries",
      QualityWords.summaries,
      [.init(Words.day[language]), .init(ReportPageWords.state[language])],
      answers.days.raw.reversed().map { day in
        [
          PageTable.Cell("\(day)"),
          PageTable.Cell(
            (gone.contains(day) ? QualityWords.rowsGone : QualityWords.waits)[language]
          ),
        ]
      },
      orWhy: QualityWords.allSummarised
    )
    if !answers.days.raw.isEmpty {
      section.blocks.append(.paragraph(QualityWords.summariesNote[language]))
    }
    return section
  }
}
