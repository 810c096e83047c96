import Collector
import Registry
import Reporting
import Schema
import Segment
import Store

/// What is wrong with the data: drops, anomalies, loss, gaps, what waits, what was refused.
struct QualityPage: Sendable {
  private static let path = "/quality"
  /// Over more days anomalies are not asked for: no summary tells of them.
  private static let anomalyDays = 31
  private static let longest = 100

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page(Self.path, .partner, site) { try await page($0) }
    ]
  }

  private func page(_ request: WebRequest) async throws -> Page {
    let language = request.language
    let query = try await site.ownFilter(request)
    guard query.filter.withoutSensors == PacketFilter() else {
      throw WebError.field(
        "filter",
        "data quality is told of all packets of sensors",
        "leave out everything but period and sensors"
      )
    }
    let week = try await site.lastDays(7)
    guard let chosen = query.period ?? week else {
      let section = Page.Section(
        id: "drops",
        heading: QualityWords.drops[language],
        blocks: [.notice(Words.noDays[language])]
      )
      return Page(QualityWords.quality[language], [section])
    }
    let period = try site.bounded(chosen)
    let answers = try await self.answers(period, query.filter.sensors)
    let tables = QualityTables(
      answers,
      period,
      zone: site.content.zone,
      times: site.readerZone(request),
      today: site.today,
      language: language
    )
    var sections = [
      tables.drops, tables.anomalies, tables.loss, tables.gaps, tables.missing, tables.late,
      tables.clocks, tables.summaries,
    ]
    // Whose file it was is not always known.
    if request.sight == .everything, let served = site.content.served {
      sections.append(try quarantine(served, request))
    }
    return Page(
      QualityWords.quality[language],
      subtitle: Words.days("\(period)", site.content.zone.name)[language],
      filter: FilterBar(request: request, path: Self.path).days(period: "\(period)"),
      sections
    )
  }

  /// Asks the store and the registry, several things at once.
  private func answers(_ period: Period, _ sensors: [String]) async throws -> QualityAnswers {
    let (store, zone) = (site.content.store, site.content.zone)
    let range = period.range(in: zone)
    let asksAnomalies = period.dayCount <= Self.anomalyDays
    async let drops = store.droppedFrames(in: range)
    async let unstored = store.unstoredSegments(in: range)
    async let anomalies = asksAnomalies ? store.anomalies(of: sensors, in: range) : nil
    async let coverage = store.coverage(in: period, zone: zone)
    async let gaps = store.sequenceGaps()
    async let days = store.answers(for: period, zone: zone)
    let contacts = try site.registry.contacts()
    let names = Set(sensors)
    func isAsked(_ sensor: String) -> Bool { names.isEmpty || names.contains(sensor) }
    return QualityAnswers(
      drops: try await drops.filter { isAsked($0.sensor) },
      unstored: try await unstored.filter { isAsked($0.sensor) },
      anomalies: try await anomalies,
      coverage: try await coverage.filter { isAsked($0.sensor) },
      missing: try await gaps.filter { isAsked($0.sensor) },
      contacts: contacts.filter { isAsked($0.key) },
      days: try await days
    )
  }

  private func quarantine(
    _ served: ServedDirectory,
    _ request: WebRequest
  ) throws -> Page.Section {
    let (language, zone) = (request.language, site.readerZone(request))
    let (files, count) = try served.directory.quarantine.files(newest: Self.longest)
    let table = PageTable(
      caption: QualityWords.quarantine[language],
      columns: [
        .init(QualityWords.name[language]), .init(QualityWords.size[language], isNumeric: true),
        .init(QualityWords.when[language]), .init(QualityWords.why[language]),
      ],
      rows: files.map { file in
        [
          PageTable.Cell(file.name), PageTable.Cell(NumberText.grouped(file.bytes)),
          PageTable.Cell(TimeText.both(file.written, zone)),
          PageTable.Cell(file.reason.isEmpty ? nil : file.reason),
        ]
      },
      note: count > files.count ? QualityWords.newest(files.count, count)[language] : nil
    )
    return Page.Section(
      "quarantine",
      QualityWords.quarantine[language],
      table,
      orWhy: QualityWords.noQuarantine[language]
    )
  }
}

extension PacketFilter {
  /// What is filtered besides sensors.
  fileprivate var withoutSensors: PacketFilter {
    var filter = self
    filter.sensors = []
    return filter
  }
}
