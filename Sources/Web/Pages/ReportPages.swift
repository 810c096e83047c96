import Analysis
import Disclosure
import Registry
import Reporting
import Schema

/// Reports: those that were made, their files, making one, and giving one to everyone.
struct ReportPages: Sendable {
  private static let path = "/reports"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .get(Self.path, .everyone) { request in
        site.template.answer(try list(request), to: request)
      },
      .get("\(Self.path)/report", .everyone) { request in
        let report = try self.report(request.query["of"] ?? "", request)
        return site.template.answer(page(report, try desk().shelf, request), to: request)
      },
      .get("\(Self.path)/file", .everyone) { try file($0) },
      .post(Self.path, .analyst) { try await make($0) },
      .post("\(Self.path)/publish", .analyst) { try await publish($0) },
      .post("\(Self.path)/withdraw", .analyst) { try await withdraw($0) },
    ]
  }

  private func desk() throws(WebError) -> ReportDesk {
    guard let desk = site.reports else {
      _ = try site.served()
      throw WebError.later
    }
    return desk
  }

  /// Whether a reader sees what is not published: partners do not, as internal reports tell of all sensors.
  private static func seesAll(_ request: WebRequest) -> Bool { request.sight == .everything }

  /// A report that the reader may see; of others nothing is told.
  private func report(_ name: String, _ request: WebRequest) throws(WebError) -> KeptReport {
    let report = try desk().shelf.report(name)
    guard report.isPublic || Self.seesAll(request) else {
      throw WebError(
        404,
        place: String(name.prefix(100)),
        problem: "there is no such report",
        remedy: "look at the list at \(Self.path)"
      )
    }
    return report
  }

  private static func link(to report: KeptReport) -> String {
    "\(path)/report?of=\(FormFields.encoded(report.name))"
  }

  // MARK: The list

  private func list(_ request: WebRequest) throws -> Page {
    let language = request.language
    let seesAll = Self.seesAll(request)
    let reports = site.reports?.shelf.reports().filter { $0.isPublic || seesAll } ?? []
    let heading = (seesAll ? ReportPageWords.all : ReportPageWords.published)[language]
    var sections = [
      Page.Section(
        "reports",
        heading,
        table(reports, heading, request),
        orWhy: (seesAll ? ReportPageWords.noneMade : ReportPageWords.noPublished)[language]
      )
    ]
    if seesAll, let desk = site.reports {
      sections.append(jobs(desk, request))
      sections.append(
        Page.Section(
          id: "make",
          heading: ReportPageWords.makeNow[language],
          blocks: [.form(order(language))]
        )
      )
    }
    return Page(ReportPageWords.reports[language], sections)
  }

  private func table(
    _ reports: [KeptReport],
    _ caption: String,
    _ request: WebRequest
  ) -> PageTable {
    let language = request.language
    return PageTable(
      caption: caption,
      columns: [
        .init(Words.period[language]), .init(ReportPageWords.audience[language]),
        .init(ReportPageWords.made[language]),
        .init(ReportPageWords.files[language], isNumeric: true),
        .init(ReportPageWords.publishedBy[language]),
      ],
      rows: reports.map { report in
        [
          PageTable.Cell(report.manifest.period, link: Self.link(to: report)),
          PageTable.Cell(
            (report.passedTheGate ? ReportPageWords.forEveryone : ReportPageWords.forUs)[language]
          ),
          PageTable.Cell(TimeText.both(report.made, site.readerZone(request))),
          PageTable.Cell("\(report.manifest.files.count)"),
          PageTable.Cell(published(report, request)),
        ]
      }
    )
  }

  /// When it was published; by whom only for who may know.
  private func published(_ report: KeptReport, _ request: WebRequest) -> String {
    guard let publication = report.publication, report.isPublic else {
      return ReportPageWords.notPublished[request.language]
    }
    return Self.seesAll(request) ? "\(publication.at), \(publication.by)" : publication.at
  }

  private func jobs(_ desk: ReportDesk, _ request: WebRequest) -> Page.Section {
    let language = request.language
    let zone = site.readerZone(request)
    let table = PageTable(
      caption: ReportPageWords.jobs[language],
      columns: [
        .init("#", isNumeric: true), .init(ReportPageWords.report[language]),
        .init(AccountWords.who[language]), .init(ReportPageWords.asked[language]),
        .init(ReportPageWords.state[language]),
      ],
      rows: desk.jobs.map { job in
        var state = PageTable.Cell(Self.state(job)[language])
        if case .made(let name) = job.state {
          state.link = "\(Self.path)/report?of=\(FormFields.encoded(name))"
        }
        return [
          PageTable.Cell("\(job.number)"),
          PageTable.Cell(ReportPageWords.order(job.order, language)),
          PageTable.Cell(job.order.who), PageTable.Cell(TimeText.both(job.asked, zone)), state,
        ]
      }
    )
    var section = Page.Section(
      "jobs",
      ReportPageWords.jobs[language],
      table,
      orWhy: ReportPageWords.noJobs[language]
    )
    if desk.jobs.contains(where: \.isOpen) {
      section.blocks.append(
        .links([Page.Link(text: ReportPageWords.lookAgain[language], target: Self.path)])
      )
    }
    return section
  }

  private static func state(_ job: ReportJob) -> Phrase {
    switch job.state {
    case .waiting: ReportPageWords.waiting
    case .counting: ReportPageWords.counting
    case .writing(let done, let all): ReportPageWords.writing(done, all)
    case .made: ReportPageWords.done
    case .failed(let reason): ReportPageWords.failed(reason)
    }
  }

  // MARK: Making

  private func order(_ language: Language) -> PageForm {
    var period = PageForm.Field(.text, "period", Words.period[language])
    period.hint = FilterWords.hint("period")
    func choice(
      _ name: String,
      _ label: Phrase,
      _ options: [(String, String)]
    ) -> PageForm.Field {
      var field = PageForm.Field(
        .select,
        name,
        label[language],
        value: options.first?.0 ?? ""
      )
      field.options = options.map { PageForm.Option(value: $0.0, label: $0.1) }
      return field
    }
    let all = [("all", ReportPageWords.everything[language])]
    return PageForm(
      Self.path,
      ReportPageWords.makeNow[language],
      [
        period,
        choice(
          "audience",
          ReportPageWords.audience,
          [
            (Audience.everyone.rawValue, ReportPageWords.forEveryone[language]),
            (Audience.operators.rawValue, ReportPageWords.forUs[language]),
          ]
        ),
        choice(
          "kind",
          ReportPageWords.kind,
          all + ReportKind.allCases.map { ($0.rawValue, ReportPageWords.kind($0)[language]) }
        ),
        choice(
          "language",
          ReportPageWords.language,
          all + [(Language.en.rawValue, "English"), (Language.ja.rawValue, "日本語")]
        ),
        choice(
          "format",
          ReportPageWords.format,
          all + ReportFormat.allCases.map { ($0.rawValue, $0.rawValue) }
        ),
      ],
      button: ReportPageWords.makeNow[language]
    )
  }

  private func make(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let desk = try self.desk()
    let period = try site.bounded(try Period(form["period"] ?? "", place: "period"))
    guard period.first <= site.today else {
      throw WebError.field("period", "\(period) lies in the future", "name one that has begun")
    }
    guard let audience = Audience(rawValue: form["audience"] ?? "") else {
      throw WebError.field("audience", "there is no such audience", "choose one of the page")
    }
    let order = ReportOrder(
      period: period,
      audience: audience,
      kinds: try Self.values(form, "kind"),
      languages: try Self.values(form, "language"),
      formats: try Self.values(form, "format"),
      who: request.reader.account?.name ?? ""
    )
    try desk.take(order)
    try site.noteExport("\(order.sentence): asked for", request)
    return .redirect(to: Self.path)
  }

  /// The values that a field names, all for `all`.
  private static func values<Value: RawRepresentable & CaseIterable>(
    _ form: FormFields,
    _ name: String
  ) throws(WebError) -> [Value] where Value.RawValue == String {
    let word = form[name] ?? "all"
    guard word != "all" else { return Array(Value.allCases) }
    guard let value = Value(rawValue: word) else {
      throw .field(name, "there is no such choice", "choose one of the page")
    }
    return [value]
  }

  // MARK: One of them

  private func page(
    _ report: KeptReport,
    _ shelf: ReportShelf,
    _ request: WebRequest
  ) -> Page {
    let language = request.language
    let names = report.manifest.files.map(\.name) + [ReportManifest.fileName]
    let files = PageTable(
      caption: ReportPageWords.files[language],
      columns: [
        .init(ReportPageWords.file[language]),
        .init(ReportPageWords.size[language], isNumeric: true),
      ],
      rows: names.map { name in
        let query = FormFields().query(adding: [("of", report.name), ("name", name)])
        return [
          PageTable.Cell(name, link: "\(Self.path)/file?\(query)"),
          PageTable.Cell(shelf.size(of: name, in: report).map { NumberText.grouped($0) }),
        ]
      }
    )
    var sections = [
      Page.Section(
        id: "files",
        heading: ReportPageWords.files[language],
        blocks: [.table(files)]
      ),
      origin(report, request),
    ]
    if Self.seesAll(request) { sections.append(publication(report, language)) }
    let audience =
      report.passedTheGate ? ReportPageWords.forEveryone : ReportPageWords.forUs
    return Page(
      "\(ReportPageWords.report[language]) \(report.manifest.period)",
      subtitle: audience[language],
      sections
    )
  }

  private func origin(_ report: KeptReport, _ request: WebRequest) -> Page.Section {
    let language = request.language
    let manifest = report.manifest
    let pairs: [(Phrase, String?)] = [
      (ReportPageWords.made, TimeText.both(report.made, site.readerZone(request))),
      (ReportPageWords.software, manifest.software),
      (ReportPageWords.gateDay, manifest.disclosedOn),
      (ReportPageWords.data, manifest.data.digest),
      (ReportPageWords.rules, manifest.data.rulesDigest),
    ]
    let lines = manifest.sources.map { Page.Block.paragraph($0.line) }
    return Page.Section(
      id: "origin",
      heading: ReportPageWords.manifest[language],
      blocks: [.table(PageTable(manifest.period, pairs: pairs, language))] + lines
    )
  }

  private func publication(_ report: KeptReport, _ language: Language) -> Page.Section {
    let block: Page.Block
    if report.publication != nil {
      block = .form(
        PageForm(
          "\(Self.path)/withdraw",
          ReportPageWords.withdraw[language],
          [PageForm.Field(.hidden, "of", value: report.name)],
          button: ReportPageWords.withdraw[language]
        )
      )
    } else if report.passedTheGate {
      block = .form(
        PageForm(
          "\(Self.path)/publish",
          ReportPageWords.publish[language],
          [PageForm.Field(.hidden, "of", value: report.name)],
          button: ReportPageWords.publish[language]
        )
      )
    } else {
      block = .notice(ReportPageWords.cannotPublish[language])
    }
    let state =
      report.publication.map { "\($0.at), \($0.by)" } ?? ReportPageWords.notPublished[language]
    return Page.Section(
      id: "publication",
      heading: ReportPageWords.publication[language],
      blocks: [.paragraph("\(ReportPageWords.publishedBy[language]): \(state)"), block]
    )
  }

  private func file(_ request: WebRequest) throws -> Answer {
    let report = try self.report(request.query["of"] ?? "", request)
    let name = request.query["name"] ?? ""
    let file = try desk().shelf.file(name, of: report)
    // What everyone may have is no export.
    if !report.isPublic {
      try site.noteExport("report exported: \(report.name), \(name)", request)
    }
    return Answer(file)
  }

  // MARK: Publishing

  private func publish(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let shelf = try desk().shelf
    let report = try shelf.report(form["of"] ?? "")
    let quarters = PublicQuarters(days: try await site.fullDays(), upTo: site.gate.lastPublicDay)
    guard report.passedTheGate, let period = Period(report.manifest.period),
      quarters.periods.contains(period)
    else {
      throw WebError(
        422,
        place: report.name,
        problem: "only a report for everyone about a whole quarter that is public can be published",
        remedy: "make one of such a quarter, for everyone"
      )
    }
    // Two reports of the same days could be taken from each other.
    let other = shelf.reports().first { other in
      other.isPublic && other.name != report.name
        && other.manifest.period == report.manifest.period
    }
    if let other {
      throw WebError(
        422,
        place: report.name,
        problem: "\(other.name) of the same quarter is published already",
        remedy: "take that one back first"
      )
    }
    let who = request.reader.account?.name ?? ""
    let time = "\(UTCTime(nanoseconds: request.time / 1_000_000_000 * 1_000_000_000))"
    try site.noteExport("report published: \(report.name)", request)
    try shelf.publish(report, KeptReport.Publication(by: who, at: time))
    return .redirect(to: Self.link(to: report))
  }

  private func withdraw(_ request: WebRequest) async throws -> Answer {
    let form = try await request.form(site.settings)
    let shelf = try desk().shelf
    let report = try shelf.report(form["of"] ?? "")
    try site.noteExport("report taken back: \(report.name)", request)
    try shelf.withdraw(report)
    return .redirect(to: Self.link(to: report))
  }
}
