import Analysis
import Disclosure
import Schema

/// The parts of documents, in one language.
struct ReportParts {
  let facts: ReportFacts
  let words: ReportWords
  let layout: SensorLayout
  let withheld: [Withheld]

  init(_ disclosed: Disclosed<ReportFacts>, language: Language, layout: SensorLayout) {
    facts = disclosed.value
    withheld = disclosed.withheld
    words = ReportWords(language)
    self.layout = layout
  }

  // MARK: What stands around the sections

  /// The period as a title names it.
  private var periodName: String {
    let (first, last) = (facts.period.first, facts.period.last)
    guard facts.period.description.contains("-Q") else { return words.days(first, last) }
    return words.text(
      "\(Self.months[first.month - 1]) to \(Self.months[last.month - 1]) \(first.year)",
      "\(first.year)年\(first.month)月～\(last.month)月"
    )
  }

  private static var months: [String] {
    [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
  }

  func title(_ kind: ReportKind) -> String {
    switch kind {
    case .quarterly:
      words.text(
        "Internet threat monitoring report, \(periodName)",
        "インターネット定点観測レポート（\(periodName)）"
      )
    case .overflow:
      words.text("Report Overflow, \(periodName)", "観測レポート補遺（\(periodName)）")
    }
  }

  var subtitle: String {
    let coverage = facts.coverage.overall
    return [
      words.days(facts.period.first, facts.period.last),
      words.text("days in \(facts.zone)", "日付の区切りは\(facts.zone)"),
      words.text(
        "\(coverage.sensors) of \(words.counted(coverage.knownSensors, "sensor", ""))",
        "センサー\(coverage.knownSensors)台中\(coverage.sensors)台"
      ),
    ].joined(separator: " · ")
  }

  var mark: String { words.text("Not for publication", "公開不可") }

  var sources: [String] {
    [
      words.text(
        "Data: \(words.counted(facts.data.segments, "segment", "")), digest \(facts.data.digest)",
        "データ：セグメント\(words.count(facts.data.segments))個、ダイジェスト\(facts.data.digest)"
      ),
      words.text(
        "Rules: SHA-256 \(facts.data.rulesDigest)",
        "判定ルール：SHA-256 \(facts.data.rulesDigest)"
      ),
    ]
  }

  // MARK: Figures

  /// A figure's frame.
  func frame(_ id: String, title: String, unit: String, seen: String) -> FigureFrame {
    FigureFrame(
      id: id,
      language: words.language,
      title: title,
      subtitle: "\(subtitle) · \(unit)",
      description: words.text("\(title). \(seen)", "\(title)。\(seen)"),
      source: words.text(
        "data \(facts.data.digest.prefix(12)), rules \(facts.data.rulesDigest.prefix(12))",
        "データ\(facts.data.digest.prefix(12))、判定ルール\(facts.data.rulesDigest.prefix(12))"
      )
    )
  }

  /// Lines over the period's days.
  func daily(_ series: [FigureSeries], _ frame: FigureFrame, quantity: String) -> DailyFigure {
    DailyFigure(
      frame: frame,
      quantity: quantity,
      firstDay: facts.period.first,
      series: series,
      coverage: facts.dayCoverage,
      annotations: outages
    )
  }

  /// The longest stretches on which sensors were silent, so that a fall on them is drawn as such.
  private var outages: [DayAnnotation] {
    let days = facts.coverage.days.filter { $0.group == nil }
    var stretches: [(days: ClosedRange<CivilDay>, sensors: Int)] = []
    for day in days where day.coverage.sensors < day.coverage.knownSensors {
      let sensors = day.coverage.sensors
      if let last = stretches.last, last.sensors == sensors,
        last.days.upperBound.number + 1 == day.day.number
      {
        stretches[stretches.count - 1].days = last.days.lowerBound...day.day
      } else {
        stretches.append((day.day...day.day, sensors))
      }
    }
    let known = facts.coverage.overall.knownSensors
    return stretches.sorted {
      ($1.days.length, $0.days.lowerBound) < ($0.days.length, $1.days.lowerBound)
    }.prefix(Self.mostOutages).map { stretch in
      DayAnnotation(
        firstDay: stretch.days.lowerBound,
        lastDay: stretch.days.upperBound,
        text: words.text(
          "\(stretch.sensors) of \(words.counted(known, "sensor", ""))",
          "センサー\(known)台中\(stretch.sensors)台"
        )
      )
    }
  }

  /// How many such stretches a figure names; the strip under it shows all.
  private static var mostOutages: Int { 3 }

  /// The lines of a statistic.
  func series<Key>(
    _ lines: [DailySeries<Key>.Line],
    role: (Int, Key) -> SeriesRole = { place, _ in .ranked(place + 1) },
    name: (Key) -> String
  ) -> [FigureSeries] {
    lines.enumerated().map { place, line in
      FigureSeries(name: name(line.key), role: role(place, line.key), values: line.values)
    }
  }

  /// The role of a group's line or columns.
  func role(_ group: SensorGroup?, _ place: Int) -> SeriesRole {
    switch group {
    case .domestic: .domestic
    case .overseas: .overseas
    default: .ranked(place + 1)
    }
  }

  // MARK: Words

  /// That values of a line are means over more than a day, nil where they are not.
  func step(_ statistic: String) -> String? {
    guard let step = withheld.first(where: { $0.statistic == statistic && $0.step != nil })?.step
    else { return nil }
    return switch step {
    case .day: nil
    case .week: words.text(", means of a week", "（週平均）")
    case .month: words.text(", means of a month", "（月平均）")
    }
  }

  /// Packets per sensor-day: what most figures show.
  var packetRate: String { words.text("Packets per day per sensor", "パケット数（1センサー・1日あたり）") }

  /// Why a statistic is not there; of one that has values, that nothing of them can be drawn.
  func reason<Values>(_ statistic: Statistic<Values>) -> String {
    words.sentence(
      statistic.absence ?? (facts.coverage.overall.sensors == 0 ? .notObserved : .notHeard)
    )
  }

  /// Sentences one after another.
  func paragraph(_ sentences: [String]) -> ReportBlock {
    .paragraph(sentences.joined(separator: words.text(" ", "")))
  }

  /// What bears a number, in words.
  func phrase(_ coverage: NumberCoverage) -> String {
    words.text(
      "\(coverage.sensors) of \(words.counted(coverage.knownSensors, "sensor", "")), "
        + "\(words.number(coverage.sensorDays, decimals: 1)) sensor-days, "
        + "\(words.counted(coverage.lostPackets, "packet", "")) lost",
      "センサー\(coverage.knownSensors)台中\(coverage.sensors)台、"
        + "延べ\(words.number(coverage.sensorDays, decimals: 1))センサー日、"
        + "取りこぼし\(words.count(coverage.lostPackets))パケット"
    )
  }
}

extension ClosedRange<CivilDay> {
  /// How many days it has.
  fileprivate var length: Int { upperBound.number - lowerBound.number + 1 }
}
