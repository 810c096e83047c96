import Reporting
import Schema
import Store

/// Everything known of a source, as a page.
struct SourceView {
  private static let longest = 20

  private let listing: SourceListing
  private let history: Page.Block?
  private let request: WebRequest
  /// In which times stand; days are those of the listing.
  private let times: ReportingZone
  private var language: Language { request.language }
  private var subject: String { "\(listing.profile.subject)" }

  init(
    _ listing: SourceListing,
    _ history: Page.Block?,
    _ request: WebRequest,
    times: ReportingZone
  ) {
    self.listing = listing
    self.history = history
    self.request = request
    self.times = times
  }

  /// The form that asks for one.
  static func search(_ request: WebRequest) -> PageForm {
    let language = request.language
    var subject = PageForm.Field(
      .text,
      "of",
      SourceWords.subject[language],
      value: request.query["of"] ?? ""
    )
    subject.hint = SourceWords.hint
    var period = PageForm.Field(
      .text,
      "period",
      Words.period[language],
      value: request.query["period"] ?? ""
    )
    period.hint = FilterWords.hint("period")
    var sensors = PageForm.Field(
      .text,
      "sensors",
      Words.sensors[language],
      value: request.query.all("sensors").joined(separator: ",")
    )
    sensors.hint = FilterWords.hint("sensors")
    var form = PageForm(
      SourcesPage.path,
      SourceWords.search[language],
      [subject, period, sensors],
      button: SourceWords.search[language]
    )
    form.asks = true
    form.isBar = true
    return form
  }

  /// The page of a source, in the same days and of the same sensors.
  static func link(to subject: String, _ request: WebRequest) -> String {
    let kept = ["period", "sensors"].flatMap { name in
      request.query.all(name).map { (name, $0) }
    }
    let query = FormFields().query(adding: [("of", subject)] + kept)
    return "\(SourcesPage.path)?\(query)"
  }

  /// The page.
  var page: Page {
    let days = listing.scope.period.map {
      Words.days("\($0)", listing.scope.zone.name)[language]
    }
    var sections: [Page.Section] = [summary]
    if listing.profile.total != nil { sections += details }
    return Page(
      subject,
      subtitle: days ?? Words.allDays(listing.scope.zone.name)[language],
      filter: Self.search(request),
      sections
    )
  }

  private var summary: Page.Section {
    let heading = SourceWords.summary[language]
    guard let total = listing.profile.total else {
      var blocks: [Page.Block] = [.notice(SourceWords.nothing(subject)[language])]
      if let scanner = listing.scanner {
        blocks.append(.paragraph("\(SourceWords.scanner[language]): \(scanner)"))
      }
      return Page.Section(id: "summary", heading: heading, blocks: blocks)
    }
    var pairs: [(Phrase, String?)] = [
      (Words.packets, NumberText.grouped(total.packets)),
      (SourceWords.firstSeen, TimeText.both(total.firstSeen, times)),
      (SourceWords.lastSeen, TimeText.both(total.lastSeen, times)),
      (SourceWords.daysSeen, NumberText.grouped(listing.profile.days.count)),
    ]
    if !listing.isAddress {
      pairs.insert((SourceWords.addresses, NumberText.grouped(total.sources)), at: 1)
    }
    if let scanner = listing.scanner { pairs.append((SourceWords.scanner, "\(scanner)")) }
    var table = PageTable(subject, pairs: pairs, language)
    table.note = listing.profile.origin.phrase[language]
    return Page.Section(id: "summary", heading: heading, blocks: [.table(table), .links(links)])
  }

  /// Where to go on: the filters of other pages, and the packets.
  private var links: [Page.Link] {
    let own: (String, String) =
      switch listing.profile.subject {
      case .address, .prefix: ("source", subject)
      case .network: ("network", subject)
      }
    let kept = ["period", "sensors"].flatMap { name in
      request.query.all(name).map { (name, $0) }
    }
    let days = listing.profile.days
    var named = kept
    if request.query["period"] == nil, let first = days.first?.key, let last = days.last?.key {
      named.append(("period", first == last ? "\(first)" : "\(first)..\(last)"))
    }
    let filter = FormFields().query(adding: [own] + named)
    var links = [
      Page.Link(text: SourceWords.portsOf[language], target: "/ports?\(filter)"),
      Page.Link(
        text: SourceWords.packetsFile[language],
        target: "\(PacketsDownload.path)?\(filter)"
      ),
    ]
    if listing.isAddress, request.sight == .everything, request.query["similar"] != "true" {
      let query = FormFields().query(adding: [("of", subject)] + kept + [("similar", "true")])
      links.append(
        Page.Link(
          text: SourceWords.lookForSimilar[language],
          target: "\(SourcesPage.path)?\(query)"
        )
      )
    }
    return links
  }

  private var details: [Page.Section] {
    var sections: [Page.Section] = []
    if let history {
      sections.append(
        Page.Section(id: "history", heading: SourceWords.history[language], blocks: [history])
      )
    }
    for section in listing.sections where section.facet != .day && !section.rows.isEmpty {
      sections.append(
        Page.Section(
          id: section.facet.rawValue,
          heading: SourceWords.facet(section.facet)[language],
          blocks: [.table(table(section.rows, SourceWords.facet(section.facet)))]
        )
      )
    }
    if !listing.profile.sources.isEmpty { sections.append(sources) }
    if let processes = listing.processes { sections.append(self.processes(processes)) }
    if request.query["similar"] == "true", listing.isAddress { sections.append(similar) }
    if let last = sections.indices.last {
      sections[last].blocks.append(.paragraph(SourceWords.onlyPackets[language]))
    }
    return sections
  }

  private func table(_ rows: [SourceListing.Row], _ name: Phrase) -> PageTable {
    let hasNotes = rows.contains { $0.note != nil }
    var columns = [
      PageTable.Column(name[language]),
      PageTable.Column(Words.packets[language], isNumeric: true),
    ]
    if !listing.isAddress {
      columns.append(.init(SourceWords.addresses[language], isNumeric: true))
    }
    columns += [
      .init(SourceWords.firstSeen[language]), .init(SourceWords.lastSeen[language]),
    ]
    if hasNotes { columns.append(.init(SourceWords.note[language])) }
    let rest = rows.count - Self.longest
    return PageTable(
      caption: "\(name[language]): \(subject)",
      columns: columns,
      rows: rows.prefix(Self.longest).map { row in
        var cells = [PageTable.Cell(row.key), PageTable.Cell(NumberText.grouped(row.packets))]
        if !listing.isAddress { cells.append(PageTable.Cell(NumberText.grouped(row.sources))) }
        cells += [row.firstSeen, row.lastSeen].map {
          PageTable.Cell(TimeText.both($0, times))
        }
        if hasNotes { cells.append(PageTable.Cell(row.note)) }
        return cells
      },
      note: rest > 0 ? QualityWords.more(rest)[language] : nil
    )
  }

  private var sources: Page.Section {
    let table = PageTable(
      caption: SourceWords.top[language],
      columns: [
        .init("#", isNumeric: true), .init(Words.source[language]),
        .init(Words.packets[language], isNumeric: true),
      ],
      rows: listing.profile.sources.map { row in
        [
          PageTable.Cell("\(row.rank)"),
          PageTable.Cell("\(row.key)", link: Self.link(to: "\(row.key)", request)),
          PageTable.Cell(NumberText.grouped(row.packets)),
        ]
      }
    )
    return Page.Section(
      id: "sources",
      heading: SourceWords.top[language],
      blocks: [.table(table)]
    )
  }

  private func processes(_ processes: SourceListing.Processes) -> Page.Section {
    var blocks: [Page.Block] = [
      .paragraph(SourceWords.keys(processes.keys, processes.processes)[language])
    ]
    if processes.mostAtOnce > 1, let source = processes.mostAtOnceSource {
      blocks.append(.paragraph(SourceWords.atOnce(processes.mostAtOnce, source)[language]))
    }
    blocks.append(.table(table(processes.rows, SourceWords.processes)))
    return Page.Section(
      id: "processes",
      heading: SourceWords.processes[language],
      blocks: blocks
    )
  }

  private var similar: Page.Section {
    let table = PageTable(
      caption: SourceWords.similar[language],
      columns: [
        .init(Words.source[language]), .init(SensorWords.daysHeard[language], isNumeric: true),
        .init(Words.packets[language], isNumeric: true), .init(SourceWords.inCommon[language]),
      ],
      rows: listing.similar.map { source in
        [
          PageTable.Cell(source.source, link: Self.link(to: source.source, request)),
          PageTable.Cell("\(source.days.count)"),
          PageTable.Cell(NumberText.grouped(source.packets)),
          PageTable.Cell(source.ports.joined(separator: " ")),
        ]
      }
    )
    return Page.Section(
      "similar",
      SourceWords.similar[language],
      table,
      orWhy: SourceWords.noSimilar[language]
    )
  }
}
