import Analysis
import Disclosure
import Schema
import Testing

@testable import Reporting

@Suite("Documents of facts")
struct ReportBuilderTests {
  private static func documents(
    _ facts: ReportFacts,
    layout: SensorLayout = .rows
  ) throws
    -> [ReportDocument]
  {
    let day = try #require(CivilDay("2030-01-01"))
    let disclosed = Gate(audience: .operators, today: day).disclose(facts)
    return Language.allCases.flatMap { language in
      ReportKind.allCases.map { kind in
        ReportBuilder(language: language, layout: layout).document(kind, of: disclosed)
      }
    }
  }

  /// All text of a document.
  private static func text(_ document: ReportDocument) -> String {
    "\(document)"
  }

  @Test("Of nothing each document says why, draws no figure and prints no NaN")
  func nothing() throws {
    for document in try Self.documents(try FactsOfNothing.facts(of: "2024-Q3")) {
      let blocks = document.sections.flatMap(\.blocks)
      for case .figure(let figure) in blocks { Issue.record("\(figure.id) is drawn of nothing") }
      #expect(!Self.text(document).contains("nan"))
      #expect(document.sections.allSatisfy { !$0.blocks.isEmpty })
      #expect(document.mark != nil)
      #expect(Set(document.sections.map(\.id)).isSubset(of: Set(Editorial.sections)))
    }
  }

  @Test("The sensors' rankings have a row a sensor in 2022, and a column a sensor in 2024")
  func layouts() throws {
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    func top(_ group: SensorGroup, _ labels: [PortLabel]) -> SensorTop {
      SensorTop(
        sensor: SensorRank(group: group, rank: 1),
        places: labels.enumerated().map { .init(rank: $0 + 1, label: $1, packets: 1) }
      )
    }
    facts.sensorTops.values = [top(.domestic, [.tcp(23), .icmp]), top(.overseas, [.tcp(80)])]
    func table(_ layout: SensorLayout) throws -> ReportTable {
      let documents = try Self.documents(facts, layout: layout)
      for case .table(let table) in try #require(
        documents[1].sections.first { $0.id == "sensor-tops" }
      ).blocks { return table }
      throw ReportingError(place: "the test", problem: "no table", remedy: "")
    }
    let rows = try table(.rows)
    #expect(rows.columns.map(\.heading) == ["Sensor", "#1", "#2"])
    #expect(
      rows.rows == [
        ["Domestic sensor 1", "23/TCP", "ICMP"], ["Sensor overseas #1", "80/TCP", nil],
      ]
    )
    let columns = try table(.columns)
    #expect(columns.columns.map(\.heading) == ["", "Domestic sensor 1", "Sensor overseas #1"])
    #expect(columns.rows == [["#1", "23/TCP", "80/TCP"], ["#2", "ICMP", nil]])
  }

  /// The paragraphs of the section of estimates, in English and in Japanese.
  private static func estimates(_ facts: ReportFacts) throws -> [[String]] {
    let documents = try documents(facts)
    return [documents[0], documents[2]].map { document in
      let blocks = document.sections.first { $0.id == "estimates" }?.blocks ?? []
      return blocks.compactMap { block in
        guard case .paragraph(let text) = block else { return nil }
        return text
      }
    }
  }

  @Test(
    "Of a middling day it is said how many stayed, and behind how many addresses are several bots"
  )
  func churnAndProcesses() throws {
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    let coverage = FactsOfNothing.coverage
    let days = Array(facts.period.days.prefix(4))
    // On each day 19 of 20 come again, and one is new.
    var seen = SeenDays(days: days)
    for (place, day) in days.enumerated() {
      seen.add(on: day, after: nil, sources: place == 0 ? 20 : 1)
      if place > 0 { seen.add(on: day, after: days[place - 1], sources: 19) }
    }
    facts.dailyChurn.values = DailyChurn.all(seen) { _ in coverage }.map { ChurnFact($0) }
    let processes = ProcessesBehindAddresses(byProcesses: [1: 3, 3: 1], coverage: coverage)
    facts.botProcesses.values = [ProcessFact(processes, on: days[0])]
    let texts = try Self.estimates(facts)
    #expect(texts.map(\.count) == [2, 2])
    // Both days with a survival have the same one; the later of two stands in the middle.
    #expect(texts[0][0].contains("On a middling day (2024-07-02), 20 Mirai-type hosts were seen"))
    #expect(texts[0][0].contains("an estimated 95.0 % (95 % interval"))
    #expect(texts[0][0].contains("Of those seen, 1 was seen for the first time in the period"))
    #expect(
      texts[0][0].contains("of those of the observed day before, 1 was not seen again in it.")
    )
    #expect(
      texts[0][1].contains("(2024-07-01), 4 addresses showed a process of the bot, and 25.0 %")
    )
    #expect(texts[0][1].contains("Behind them were at least 6 devices."))
    #expect(texts[1][0].contains("観測したMirai型ホストは20アドレス"))
    #expect(texts[1][1].contains("少なくとも6台の機器"))
    #expect(texts[0][0].contains("on the next (definition: Daily churn)."))
    #expect(texts[0][1].contains("at once (definition: Processes behind addresses)."))
    #expect(texts[1][0].contains("推定される（定義：日々の入れ替わり）。"))
    #expect(texts[1][1].contains("動作していた（定義：アドレスの背後のプロセス）。"))
  }

  @Test("An estimate of hosts names its definition by its title, in the language of the report")
  func definitionOfHosts() throws {
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    facts.miraiHosts.values.total = Array(repeating: 50, count: facts.period.dayCount)
    facts.miraiHosts.values.top5 = facts.miraiHosts.values.total
    facts.estimates.values = [
      EstimateFact(
        subject: "mirai_hosts",
        day: facts.period.first,
        seen: 50,
        method: "HostEstimates:printed",
        estimate: Estimate(
          value: 80,
          lower: 62,
          upper: nil,
          method: "HostEstimates: at least",
          coverage: FactsOfNothing.coverage
        ),
        isChosen: true
      )
    ]
    let sections = try Self.documents(facts).flatMap(\.sections).filter { $0.id == "mirai-hosts" }
    let texts = sections.map { section in
      section.blocks.compactMap { block in
        guard case .paragraph(let text) = block else { return nil }
        return text
      }.joined()
    }
    try #require(texts.count == 2)
    #expect(texts[0].contains("there were at least 62 (definition: Host estimates)."))
    #expect(texts[1].contains("少なくとも62が存在したと推定される（定義：ホスト数の推定）。"))
    #expect(texts.allSatisfy { !$0.contains("HostEstimates") })
  }

  @Test("Where raw packets are gone, it is said that bots behind one address need them")
  func rowsDropped() throws {
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    facts.botProcesses.absence = .rowsDropped
    let texts = try Self.estimates(facts)
    #expect(
      texts[0] == [
        "Bots behind one address: This needs single packets, which are no longer kept for all days of the period."
      ]
    )
    #expect(texts[1].count == 1)
  }
}
