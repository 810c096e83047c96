import Analysis
import Disclosure
import Schema
import Testing

@testable import Reporting

@Suite("Where subjects were heard, in documents")
struct VantageSectionTests {
  /// May 2023 at three domestic and three overseas sensors: the worked example of VantageFinding.md and its like.
  private static func facts() throws -> ReportFacts {
    var facts = try FactsOfNothing.facts(of: "2023-05")
    let lens = VantageLens(
      sensors: (0..<6).map { place in
        VantageSensor(
          group: place < 3 ? .domestic : .overseas,
          network: nil,
          days: Array(repeating: 1, count: 31)
        )
      },
      period: facts.period
    )
    func observation(
      _ subject: VantageSubject,
      _ packets: [UInt64],
      days: ClosedRange<Int>,
      sources: UInt64? = nil
    ) -> VantageObservation {
      VantageObservation(
        subject: subject,
        sensors: packets.enumerated().map { .init(sensor: $0, packets: $1) },
        days: [.domestic: (1...31).map { days.contains($0) ? 8 : 0 }],
        sources: sources
      )
    }
    var random = SeededGenerator(seed: 1)
    facts.vantage.values = lens.findings(
      [
        observation(.label(.tcp(23)), [900, 900, 900, 900, 900, 900], days: 1...31),
        observation(.prefix("45.0.0.0/24"), [50, 40, 30, 0, 0, 0], days: 3...17, sources: 12),
        observation(.network(64_500), [90, 0, 0, 0, 0, 0], days: 3...17, sources: 1),
      ],
      using: &random
    )
    return facts
  }

  private static func section(
    _ language: Language,
    _ audience: Audience
  ) throws -> ReportSection {
    let day = try #require(CivilDay("2030-01-01"))
    let disclosed = Gate(audience: audience, today: day).disclose(try facts())
    let document = ReportBuilder(language: language).document(.overflow, of: disclosed)
    return try #require(document.sections.first { $0.id == "vantage" })
  }

  @Test("Sources of a prefix reached domestic sensors only, and those of a network one of them")
  func sentences() throws {
    func list(_ language: Language) throws -> [String] {
      for case .list(let points) in try Self.section(language, .operators).blocks { return points }
      return []
    }
    #expect(
      try list(.en) == [
        "Sources of 45.0.0.0/24 reached domestic sensors only, from 2023-05-03 to 2023-05-17; at equal rates "
          + "the others would have received about 120 packets.",
        "Sources of AS64500 reached one domestic sensor only, from 2023-05-03 to 2023-05-17.",
      ]
    )
    #expect(
      try list(.ja).first
        == "45.0.0.0/24の送信元は国内センサーでのみ観測された（2023-05-03～2023-05-17）。ほかのセンサーでも"
        + "同じ頻度であれば約120パケットが届いたはずである。"
    )
  }

  @Test("Inside, a table counts what was heard where, and each kind has its rates")
  func tables() throws {
    let tables = try Self.section(.en, .operators).blocks.compactMap { block -> ReportTable? in
      if case .table(let table) = block { table } else { nil }
    }
    #expect(tables.count == 4)
    #expect(
      tables[0].rows == [
        ["Target ports", "1", "0", "0", "0", "0", "1"], ["Tags", "0", "0", "0", "0", "0", "0"],
        ["Prefixes of sources", "0", "1", "0", "0", "0", "1"],
        ["Networks of sources", "0", "0", "0", "1", "0", "1"],
      ]
    )
    // 120 packets in 45 sensor-days.
    #expect(tables[2].rows == [["45.0.0.0/24", "12", "2.7", "0.0", nil]])
  }

  @Test("Outside nothing is said of them: a claim of absence is undone by one packet")
  func everyone() throws {
    let section = try Self.section(.en, .everyone)
    #expect(!"\(section)".contains("45.0.0"))
    #expect(!"\(section)".contains("64500"))
  }
}
