import Analysis
import Collector
import Disclosure
import Registry
import Reporting
import Schema
import Store

/// Sensors: how they are and how long they listened; for everyone, groups and ranks of a public quarter.
struct SensorsPage: Sendable {
  private static let days = 30
  private static let calendarDays = 92
  private static let calendarRows = 100

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page("/sensors", .everyone, site) { try await page($0) }
    ]
  }

  private func page(_ request: WebRequest) async throws -> Page {
    let language = request.language
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request)
      guard let facts else {
        let blocks = [Page.Block.notice(Words.noQuarter[language])]
        let coverage = SensorWords.coverage[language]
        return Page(
          Words.sensors[language],
          [Page.Section(id: "coverage", heading: coverage, blocks: blocks)]
        )
      }
      return publicPage(facts, quarters, request)
    }
    let query = try await site.filter(request)
    let month = try await site.lastDays(Self.days)
    let period = try (query.period ?? month).map { try site.bounded($0) }
    let quarter = try await site.lastDays(Self.calendarDays)
    let days = query.period == nil ? quarter : period
    async let health = self.health(query, request)
    async let calendar = self.calendar(query, days, language)
    async let coverage = self.coverage(query, period, request)
    return Page(
      Words.sensors[language],
      subtitle: period.map { Words.days("\($0)", site.content.zone.name)[language] } ?? "",
      filter: FilterBar(request: request, path: "/sensors")
        .days(period: period.map { "\($0)" } ?? ""),
      [try await health, try await calendar, try await coverage]
    )
  }

  // MARK: Everyone

  private func publicPage(
    _ facts: Disclosed<ReportFacts>,
    _ quarters: PublicQuarters,
    _ request: WebRequest
  ) -> Page {
    let language = request.language
    let period = "\(facts.value.period)"
    let coverage = facts.value.coverage
    let groups =
      coverage.groups.map { ($0.group?.rawValue ?? SensorWords.noGroup[language], $0.coverage) }
      + [(Words.total[language], coverage.overall)]
    let table = PageTable(
      caption: Words.days(period, facts.value.zone)[language],
      columns: [
        .init(Words.group[language]), .init(SensorWords.up[language], isNumeric: true),
        .init(SensorWords.sensorDays[language], isNumeric: true),
        .init(SensorWords.lostPackets[language], isNumeric: true),
      ],
      rows: groups.map { name, coverage in
        [
          PageTable.Cell(name),
          PageTable.Cell("\(coverage.sensors) / \(coverage.knownSensors)"),
          PageTable.Cell(NumberText.plain(coverage.sensorDays)),
          PageTable.Cell(NumberText.grouped(coverage.lostPackets)),
        ]
      }
    )
    let names = facts.value.sensors.map { TopTable.label($0.place) }.joined(separator: ", ")
    return Page(
      Words.sensors[language],
      subtitle: Words.days(period, facts.value.zone)[language],
      filter: FilterBar(request: request, path: "/sensors").quarters(quarters, chosen: period),
      [
        Page.Section(
          id: "coverage",
          heading: SensorWords.coverage[language],
          blocks: [.table(table), .notice(Words.withheld[language])]
        ),
        Page.Section(
          id: "names",
          heading: SensorWords.names[language],
          blocks: [.paragraph(names), .paragraph(SensorWords.namesNote[language])]
        ),
      ]
    )
  }

  // MARK: People with an account

  private func health(_ query: FilterQuery, _ request: WebRequest) async throws -> Page.Section {
    let language = request.language
    let zone = site.readerZone(request)
    let names = query.filter.sensors
    let sensors = try await SensorHealth.survey(site.registry, site.content.store, now: site.now())
      .filter { health in
        health.sensor.state == .active
          && (names.isEmpty || names.contains(health.sensor.sensor.name))
      }
    let heading = SensorWords.health[language]
    guard !sensors.isEmpty else {
      let reason = SensorWords.noneRegistered[language]
      return Page.Section(id: "health", heading: heading, blocks: [.notice(reason)])
    }
    let table = PageTable(
      caption: heading,
      columns: [
        .init(Words.sensor[language]), .init(SensorWords.flags[language]),
        .init(SensorWords.lastHeard[language]),
        .init(SensorWords.lastDay[language], isNumeric: true),
        .init(SensorWords.lastMonth[language], isNumeric: true),
        .init(SensorWords.lost[language], isNumeric: true),
      ],
      rows: sensors.map { health in
        let flags = health.flags.map(\.rawValue).joined(separator: ", ")
        let name = health.sensor.sensor.name
        return [
          PageTable.Cell(name, link: SensorPage.link(to: name)),
          PageTable.Cell(flags.isEmpty ? SensorWords.fine[language] : flags),
          PageTable.Cell(
            health.contact.map { TimeText.both($0.heard, zone) }
              ?? SensorWords.never[language]
          ),
          PageTable.Cell(NumberText.percent(health.lastDay.coverage)),
          PageTable.Cell(NumberText.percent(health.lastMonth.coverage)),
          PageTable.Cell(health.lastMonth.loss.map(NumberText.percent)),
        ]
      }
    )
    return Page.Section(id: "health", heading: heading, blocks: [.table(table)])
  }

  /// A cell for each sensor and day.
  private func calendar(
    _ query: FilterQuery,
    _ period: Period?,
    _ language: Language
  ) async throws -> Page.Section {
    let heading = SensorWords.calendar[language]
    guard let period else {
      let reason = Words.noDays[language]
      return Page.Section(id: "calendar", heading: heading, blocks: [.notice(reason)])
    }
    let names = query.filter.sensors
    let sensors = try await site.directory().entries.map(\.sensor.name).filter {
      names.isEmpty || names.contains($0)
    }
    let calendar = CoverageCalendar(
      period,
      try await site.coverage(query, period),
      zone: site.content.zone
    )
    var blocks: [Page.Block] = [
      .calendar(
        calendar.calendar(Array(sensors.prefix(Self.calendarRows)), language) {
          SensorPage.link(to: $0)
        }
      )
    ]
    if sensors.count > Self.calendarRows {
      blocks.append(.notice(SensorWords.tooManySensors[language]))
    }
    return Page.Section(id: "calendar", heading: heading, blocks: blocks)
  }

  private func coverage(
    _ query: FilterQuery,
    _ period: Period?,
    _ request: WebRequest
  ) async throws -> Page.Section {
    let language = request.language
    let zone = site.readerZone(request)
    let heading = SensorWords.coverage[language]
    guard let period else {
      let reason = Words.noDays[language]
      return Page.Section(id: "coverage", heading: heading, blocks: [.notice(reason)])
    }
    let days = Dictionary(grouping: try await site.coverage(query, period)) { $0.sensor }
    let names = query.filter.sensors
    let entries = try await site.directory().entries.filter {
      names.isEmpty || names.contains($0.sensor.name)
    }
    let length = period.range(in: site.content.zone).length
    let table = PageTable(
      caption: Words.days("\(period)", site.content.zone.name)[language],
      columns: [
        .init(Words.sensor[language]), .init(Words.group[language]),
        .init(SensorWords.daysHeard[language], isNumeric: true),
        .init(SensorWords.listened[language], isNumeric: true),
        .init(Words.packets[language], isNumeric: true),
        .init(SensorWords.lost[language], isNumeric: true),
        .init(SensorWords.lastPacket[language]),
      ],
      rows: entries.map { entry in
        let sums = (days[entry.sensor.name] ?? []).filter { $0.covered > 0 }
        let covered = sums.reduce(0.0) { $0 + Double($1.covered) }
        return [
          PageTable.Cell(entry.sensor.name, link: SensorPage.link(to: entry.sensor.name)),
          PageTable.Cell(entry.group?.rawValue ?? SensorWords.noGroup[language]),
          PageTable.Cell("\(sums.count) / \(period.dayCount)"),
          PageTable.Cell(NumberText.percent(covered / Double(max(1, length)))),
          PageTable.Cell(NumberText.grouped(sums.reduce(0) { $0 &+ $1.packets })),
          PageTable.Cell(NumberText.grouped(sums.reduce(0) { $0 &+ $1.dropped })),
          PageTable.Cell(
            sums.compactMap(\.lastPacket).max().map { TimeText.both($0, zone) }
          ),
        ]
      }
    )
    return Page.Section(id: "coverage", heading: heading, blocks: [.table(table)])
  }
}
