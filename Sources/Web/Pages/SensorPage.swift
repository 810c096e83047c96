import Analysis
import Collector
import Registry
import Reporting
import Schema
import Shipping
import Store

/// One sensor: how it is, by its own account and by what came of it.
struct SensorPage: Sendable {
  private static let prefix = "/sensors/"
  private static let days = 92

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page("\(Self.prefix):name", .partner, site) { try await page($0) }
    ]
  }

  /// The path of a sensor's page.
  static func link(to name: String) -> String { "\(prefix)\(FormFields.encoded(name))" }

  private func page(_ request: WebRequest) async throws -> Page {
    let language = request.language
    let query = try await site.ownFilter(request)
    let name = String(request.path.dropFirst(Self.prefix.count))
    let own = query.filter.sensors
    let entry = try await site.directory().entries.first { entry in
      entry.sensor.name == name && (own.isEmpty || own.contains(name))
    }
    guard let entry else {
      throw WebError(
        404,
        place: String(name.prefix(70)),
        problem: "there is no such sensor of yours",
        remedy: "choose one at /sensors"
      )
    }
    let usual = try await site.lastDays(Self.days)
    let health = try await SensorHealth.survey(
      site.registry,
      site.content.store,
      now: site.now()
    ).first { $0.sensor.sensor.name == name }
    var sections: [Page.Section] = []
    if let health {
      sections += SensorView(health, zone: site.readerZone(request), language).sections
    } else {
      sections.append(
        Page.Section(
          id: "health",
          heading: SensorWords.health[language],
          blocks: [.notice(SensorWords.noReport[language])]
        )
      )
    }
    if let period = query.period ?? usual {
      let days = try await coverage(of: name, try site.bounded(period), request)
      sections.insert(contentsOf: days, at: 1)
    }
    if health != nil { sections.append(try arrivals(of: name, language)) }
    let group = entry.group?.rawValue ?? SensorWords.noGroup[language]
    return Page(
      name,
      subtitle: [group, entry.sensor.region.map { "\($0)" }].compactMap(\.self)
        .joined(separator: ", "),
      sections
    )
  }

  private func coverage(
    of name: String,
    _ period: Period,
    _ request: WebRequest
  ) async throws -> [Page.Section] {
    let (language, zone) = (request.language, site.content.zone)
    let times = site.readerZone(request)
    let days = try await site.content.store.coverage(in: period, zone: zone)
      .filter { $0.sensor == name }
    let calendar = CoverageCalendar(period, days, zone: zone)
    let table = PageTable(
      caption: Words.days("\(period)", zone.name)[language],
      columns: [
        .init(Words.day[language]), .init(SensorWords.listened[language], isNumeric: true),
        .init(SensorWords.segments[language], isNumeric: true),
        .init(Words.packets[language], isNumeric: true),
        .init(SensorWords.lost[language], isNumeric: true),
        .init(SensorWords.lastPacket[language]),
      ],
      rows: days.reversed().map { day in
        [
          PageTable.Cell("\(day.day)"),
          PageTable.Cell(calendar.part(of: day.day, at: name).map(NumberText.percent)),
          PageTable.Cell(NumberText.grouped(day.segments)),
          PageTable.Cell(NumberText.grouped(day.packets)),
          PageTable.Cell(NumberText.grouped(day.dropped)),
          PageTable.Cell(day.lastPacket.map { TimeText.both($0, times) }),
        ]
      }
    )
    return [
      Page.Section(
        id: "calendar",
        heading: SensorWords.calendar[language],
        blocks: [.calendar(calendar.calendar([name], language) { _ in nil })]
      ),
      Page.Section(
        "days",
        SensorWords.lossByDay[language],
        table,
        orWhy: Words.noNumbers[language]
      ),
    ]
  }

  private func arrivals(of name: String, _ language: Language) throws -> Page.Section {
    let today = ReportingZone.utc.day(of: site.now()).day
    let days = try site.registry.receipts(of: name, since: CivilDay(number: today.number - 30))
    let table = PageTable(
      caption: SensorWords.arrivals[language],
      columns: [
        .init(Words.day[language]), .init(SensorWords.segments[language], isNumeric: true),
        .init(SensorWords.bytes[language], isNumeric: true),
        .init(SensorWords.refused[language]),
      ],
      rows: days.reversed().map { day in
        let refused = day.refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return [
          PageTable.Cell("\(day.day)"), PageTable.Cell(NumberText.grouped(day.segments)),
          PageTable.Cell(NumberText.grouped(day.bytes)),
          PageTable.Cell(refused.isEmpty ? nil : refused.joined(separator: ", ")),
        ]
      }
    )
    return Page.Section(
      "arrivals",
      SensorWords.arrivals[language],
      table,
      orWhy: SensorWords.noReport[language]
    )
  }
}
