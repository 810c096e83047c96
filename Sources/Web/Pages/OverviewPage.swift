import Analysis
import Collector
import Disclosure
import Reporting
import Schema
import Store

/// The first page: the last full day beside the ten before it, or for everyone the newest public quarter.
struct OverviewPage: Sendable {
  private static let ports = 10
  private static let weeks = 28

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page("/", .everyone, site) { try await page($0) }
    ] + mirai.routes + packets.routes
  }

  /// Mirai-type hosts by region.
  private var mirai: SiteFigure {
    SiteFigure(site: site, name: "mirai-hosts", definition: "MiraiHosts", access: .everyone) {
      try await site.mirai($0)
    }
  }

  /// Packets per sensor-day by group of sensors.
  private var packets: SiteFigure {
    SiteFigure(site: site, name: "packets", definition: "PacketAverage", access: .everyone) {
      try await site.groupPackets($0)
    }
  }

  private func page(_ request: WebRequest) async throws -> Page {
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request)
      guard let facts else { return empty(Words.noQuarter, request) }
      return publicPage(facts, quarters, request)
    }
    let query = try await site.filter(request)
    guard let day = try await site.fullDays().last else { return empty(Words.noDays, request) }
    return try await page(of: day, query, request)
  }

  private func empty(_ reason: Phrase, _ request: WebRequest) -> Page {
    let blocks = [Page.Block.notice(reason[request.language])]
    return Page(
      Words.overview[request.language],
      [Page.Section(id: "empty", heading: Words.packets[request.language], blocks: blocks)]
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
    var ports: [Page.Block] = [.notice(Words.noNumbers[language])]
    if !facts.value.topPorts.values.isEmpty {
      ports = [.table(TopTable(language: language).table(facts).sorted(for: request))]
    }
    let coverage = facts.value.coverage.overall
    let rows: [(Phrase, PageTable.Cell)] = [
      (Words.packets, .count(facts.value.packets.values)),
      (SensorWords.up, .init("\(coverage.sensors) / \(coverage.knownSensors)")),
      (SensorWords.sensorDays, .number(coverage.sensorDays)),
    ]
    let numbers = PageTable(
      caption: Words.days(period, facts.value.zone)[language],
      columns: [
        .init(Words.measure[language]), .init(period, isNumeric: true),
      ],
      rows: rows.map { [PageTable.Cell($0[language]), $1] }
    )
    return Page(
      Words.overview[language],
      subtitle: Words.days(period, facts.value.zone)[language],
      filter: FilterBar(request: request, path: "/").quarters(quarters, chosen: period),
      [
        Page.Section(
          id: "packets",
          heading: DrawingWords.packetsBySensorGroup[language],
          blocks: [packets.block(GroupPacketsView(facts), request)]
        ),
        section(MiraiView(facts), request),
        Page.Section(id: "ports", heading: Words.ports[language], blocks: ports),
        Page.Section(
          id: "numbers",
          heading: Words.packets[language],
          blocks: [.table(numbers), .notice(Words.withheld[language])]
        ),
      ]
    )
  }

  // MARK: People with an account

  private func page(
    of day: CivilDay,
    _ query: FilterQuery,
    _ request: WebRequest
  ) async throws -> Page {
    let language = request.language
    guard let weeks = Period(first: CivilDay(number: day.number - Self.weeks + 1), last: day) else {
      return empty(Words.noDays, request)
    }
    let survey = DaySurvey(site: site, day: day, query: query)
    async let mirai = site.mirai(query, weeks)
    async let packets = site.groupPackets(query, weeks)
    async let sources = survey.comparison()
    async let top = survey.top(Self.ports)
    async let news = survey.news()
    async let sensors = self.sensors(query, day, request)
    let ports = try await top
    let table = TopTable(language: language)
      .table(ports, caption: "\(day)", limit: Self.ports, query: request.query)
      .sorted(for: request)
    return Page(
      Words.overview[language],
      subtitle: Words.days("\(day)", site.content.zone.name)[language],
      filter: FilterBar(request: request, path: "/").overview(day: "\(day)"),
      [
        NewsSection(news: try await news, request: request).section,
        Page.Section(
          id: "packets",
          heading: DrawingWords.packetsBySensorGroup[language],
          blocks: [.live, self.packets.block(try await packets, request)]
        ),
        section(try await mirai, request),
        Page.Section(
          id: "ports",
          heading: Words.ports[language],
          blocks: [ports.rows.isEmpty ? .notice(Words.nothingCounted[language]) : .table(table)]
        ),
        try await sensors,
        Page.Section(
          id: "numbers",
          heading: Words.packets[language],
          blocks: [.table(numbers(try await sources, day, language))]
        ),
      ]
    )
  }

  private func numbers(
    _ comparison: DayComparison,
    _ day: CivilDay,
    _ language: Language
  ) -> PageTable {
    let rows = [
      (Words.packets, comparison.packets),
      (Words.packetsPerSensor, comparison.packetsPerSensorDay),
      (Words.sources, comparison.sources),
    ]
    return PageTable(
      caption: "\(day)",
      columns: [
        .init(Words.measure[language]), .init("\(day)", isNumeric: true),
        .init(Words.tenDays[language], isNumeric: true),
        .init(Words.change[language], isNumeric: true),
      ],
      rows: rows.map { phrase, row in
        [
          PageTable.Cell(phrase[language]), .number(row.value.map { $0.rounded() }),
          .number(row.mean.map { $0.rounded() }),
          .number(row.change) { ($0 > 0 ? "+" : "") + NumberText.percent($0) },
        ]
      }
    )
  }

  /// How many sensors listened, and each of them.
  private func sensors(
    _ query: FilterQuery,
    _ day: CivilDay,
    _ request: WebRequest
  ) async throws -> Page.Section {
    let language = request.language
    let heading = Words.sensors[language]
    guard let today = Period(first: day, last: day) else {
      let blocks = [Page.Block.notice(Words.noDays[language])]
      return Page.Section(id: "sensors", heading: heading, blocks: blocks)
    }
    let coverage = Dictionary(
      try await site.coverage(query, today).map { ($0.sensor, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    let entries = try await site.entries(query)
    let up = entries.filter { (coverage[$0.sensor.name]?.covered ?? 0) > 0 }.count
    let length = Double(max(1, today.range(in: site.content.zone).length))
    let table = PageTable(
      caption: "\(day)",
      columns: [
        .init(Words.sensor[language], key: "sensor"),
        .init(SensorWords.lastPacket[language], key: "last_packet"),
        .init(SensorWords.listened[language], isNumeric: true, key: "listened"),
        .init(Words.packets[language], isNumeric: true, key: "packets"),
        .init(SensorWords.lost[language], isNumeric: true, key: "lost"),
      ],
      rows: entries.map { entry in
        let row = coverage[entry.sensor.name]
        let zone = site.readerZone(request)
        let link = "/sensors?sensors=\(FormFields.encoded(entry.sensor.name))"
        return [
          .row(entry.sensor.name, to: link),
          PageTable.Cell(row?.lastPacket.map { TimeText.both($0, zone) }),
          .number(row.map { Double($0.covered) / length } ?? 0, NumberText.percent),
          .count(row?.packets ?? 0), .count(row?.dropped ?? 0),
        ]
      }
    )
    return Page.Section(
      id: "sensors",
      heading: heading,
      blocks: [
        .paragraph("\(SensorWords.up[language]): \(up) / \(entries.count)"),
        .table(table.sorted(for: request)),
      ]
    )
  }

  private func section(_ view: MiraiView, _ request: WebRequest) -> Page.Section {
    Page.Section(
      id: "mirai-hosts",
      heading: Words.miraiHosts[request.language],
      blocks: [mirai.block(view, request)]
    )
  }
}
