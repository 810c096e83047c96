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
}
