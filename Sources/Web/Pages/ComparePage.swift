import Analysis
import Disclosure
import Reporting
import Schema
import Store

/// Two of (group, sensor, period) side by side; for everyone the groups of a public quarter.
struct ComparePage: Sendable {
  private static let path = "/compare"

  let site: Site

  init(_ site: Site) {
    self.site = site
  }

  var routes: [Route] {
    [
      .page(Self.path, .everyone, site) { try await page($0) }
    ]
  }

  private func page(_ request: WebRequest) async throws -> Page {
    if request.sight == .everyone {
      let (quarters, facts) = try await site.publicFacts(request)
      return publicPage(facts, quarters, request)
    }
    let language = request.language
    _ = try await site.ownFilter(request, others: ComparisonQuestion.fields)
    guard let usual = try await site.lastDays(28) else {
      return Page(
        CompareWords.compare[language],
        [
          Page.Section(
            id: "sides",
            heading: CompareWords.sides[language],
            blocks: [.notice(Words.noDays[language])]
          )
        ]
      )
    }
    let question = try await ComparisonQuestion(request, site, usual: usual)
    _ = try site.bounded(question.first.period, "period-a")
    _ = try site.bounded(question.second.period, "period-b")
    return page(try await PortComparison(question, site), request)
  }

  // MARK: Everyone

  private func publicPage(
    _ facts: Disclosed<ReportFacts>?,
    _ quarters: PublicQuarters,
    _ request: WebRequest
  ) -> Page {
    let language = request.language
    guard let facts else {
      return Page(
        CompareWords.compare[language],
        [
          Page.Section(
            id: "sides",
            heading: CompareWords.sides[language],
            blocks: [.notice(Words.noQuarter[language])]
          )
        ]
      )
    }
    let period = "\(facts.value.period)"
    // The sentences are those of the published report, so that page and report cannot differ.
    let told = ReportBuilder(language: language).document(.overflow, of: facts).sections
    let sections = ["vantage", "averages", "sensor-tops"].compactMap { id in
      told.first { $0.id == id }.map(Page.Section.init)
    }
    return Page(
      CompareWords.compare[language],
      subtitle: Words.days(period, facts.value.zone)[language],
      filter: FilterBar(request: request, path: Self.path).quarters(quarters, chosen: period),
      [agreement(facts, language)] + sections
    )
  }

  private func agreement(
    _ facts: Disclosed<ReportFacts>,
    _ language: Language
  ) -> Page.Section {
    let values = facts.value.rankAgreement.values
    let groups = Set(values.groups.compactMap(\.self)).sorted()
    var pairs: [(SensorGroup, SensorGroup)] = []
    for (place, group) in groups.enumerated() {
      pairs += groups[place...].map { (group, $0) }
    }
    let rows = pairs.compactMap { first, second -> [PageTable.Cell]? in
      guard let mean = values.mean(between: first, and: second) else { return nil }
      return [
        PageTable.Cell("\(first.rawValue) – \(second.rawValue)"),
        PageTable.Cell(NumberText.overlap(mean)),
      ]
    }
    return Page.Section(
      "agreement",
      CompareWords.agreement[language],
      PageTable(
        caption: CompareWords.agreement[language],
        columns: [
          .init(Words.group[language]), .init(CompareWords.overlap[language], isNumeric: true),
        ],
        rows: rows,
        note: CompareWords.note[language]
      ),
      orWhy: Words.noNumbers[language]
    )
  }

  // MARK: People with an account

  private func page(_ comparison: PortComparison, _ request: WebRequest) -> Page {
    let language = request.language
    let question = comparison.question
    return Page(
      CompareWords.compare[language],
      subtitle: [question.first, question.second].map { side in
        "\(side.name): \(side.period)"
      }.joined(separator: " – "),
      filter: bar(question, request),
      [
        sides(comparison, language), lens(comparison, language), ranks(comparison, request),
        only(
          "only-a",
          CompareWords.onlyA,
          comparison.labels(onlyAt: comparison.first, notAt: comparison.second),
          language
        ),
        only(
          "only-b",
          CompareWords.onlyB,
          comparison.labels(onlyAt: comparison.second, notAt: comparison.first),
          language
        ),
      ]
    )
  }

  private func bar(_ question: ComparisonQuestion, _ request: WebRequest) -> PageForm {
    let language = request.language
    let sides: [(String, Phrase, String)] = [
      ("a", CompareWords.sideA, question.first.words),
      ("period-a", CompareWords.periodA, "\(question.first.period)"),
      ("b", CompareWords.sideB, question.second.words),
      ("period-b", CompareWords.periodB, "\(question.second.period)"),
    ]
    var fields = sides.map { name, label, value in
      var field = PageForm.Field(.text, name, label[language], value: value)
      field.hint = FilterWords.hint(name.hasPrefix("period") ? "period" : "sensors")
      return field
    }
    fields += FilterQuery.kinds.map(\.name).filter { $0 != "stack" }.map { name in
      var field = PageForm.Field(
        .text,
        name,
        FilterWords.label(name)[language],
        value: request.query.all(name).joined(separator: ",")
      )
      field.hint = FilterWords.hint(name)
      return field
    }
    var form = PageForm(
      Self.path,
      CompareWords.compare[language],
      fields,
      button: CompareWords.compare[language]
    )
    form.asks = true
    form.isBar = true
    return form
  }

  private func sides(_ comparison: PortComparison, _ language: Language) -> Page.Section {
    let question = comparison.question
    let rows = [(question.first, comparison.first), (question.second, comparison.second)]
      .map { side, answer in
        [
          PageTable.Cell(side.name), PageTable.Cell("\(side.period)"),
          PageTable.Cell("\(answer.listened) / \(side.sensors.count)"),
          PageTable.Cell(NumberText.plain(answer.sensorDays)),
        ]
      }
    let overlap = comparison.agreement.map(NumberText.overlap) ?? "–"
    return Page.Section(
      id: "sides",
      heading: CompareWords.sides[language],
      blocks: [
        .table(
          PageTable(
            caption: CompareWords.sides[language],
            columns: [
              .init(CompareWords.side[language]), .init(Words.period[language]),
              .init(SensorWords.up[language], isNumeric: true),
              .init(SensorWords.sensorDays[language], isNumeric: true),
            ],
            rows: rows
          )
        ),
        .paragraph("\(CompareWords.overlap[language]): \(overlap)"),
        .paragraph(CompareWords.note[language]),
      ]
    )
  }

  private func lens(_ comparison: PortComparison, _ language: Language) -> Page.Section {
    let question = comparison.question
    let blocks: [Page.Block]
    if let findings = comparison.findings {
      let sentences = SideSentence(
        language,
        first: question.first.name,
        second: question.second.name
      )
      let told = findings.compactMap { sentences.text($0) }
      blocks =
        told.isEmpty
        ? [.paragraph(CompareWords.nothingClear[language])] : told.map { .paragraph($0) }
    } else {
      let reason =
        !question.hasSameDays
        ? CompareWords.otherDays
        : !question.isDisjoint
          ? CompareWords.sharedSensors
          : !question.isUnfiltered ? CompareWords.filtered : CompareWords.tooLong
      blocks = [.notice(reason[language])]
    }
    return Page.Section(id: "lens", heading: CompareWords.lens[language], blocks: blocks)
  }

  private func ranks(_ comparison: PortComparison, _ request: WebRequest) -> Page.Section {
    let language = request.language
    let rate = CompareWords.perDay[language]
    let table = PageTable(
      caption: CompareWords.ranks[language],
      columns: [PageTable.Column(Words.port[language])]
        + ["A", "B"].flatMap { side in
          [
            PageTable.Column(CompareWords.rank(side)[language], isNumeric: true),
            PageTable.Column(CompareWords.packets(side)[language], isNumeric: true),
            PageTable.Column("\(rate) \(side)", isNumeric: true),
          ]
        },
      rows: comparison.labels.map { label in
        [PageTable.Cell("\(label)", link: "/ports?port=\(FormFields.encoded("\(label)"))")]
          + [comparison.first, comparison.second].flatMap { answer in
            let standing = answer.standings[label]
            return [
              PageTable.Cell(standing?.rank.map { "\($0)" }),
              PageTable.Cell(NumberText.grouped(standing?.packets ?? 0)),
              PageTable.Cell(answer.rate(of: label).map(NumberText.plain)),
            ]
          }
      }
    )
    return Page.Section(
      "ranks",
      CompareWords.ranks[language],
      table,
      orWhy: Words.nothingCounted[language]
    )
  }

  private func only(
    _ id: String,
    _ heading: Phrase,
    _ labels: [PortLabel],
    _ language: Language
  ) -> Page.Section {
    Page.Section(
      id: id,
      heading: heading[language],
      blocks: [
        .paragraph(
          labels.isEmpty
            ? CompareWords.nothingOnly[language]
            : labels.map(\.description).joined(separator: ", ")
        )
      ]
    )
  }
}
