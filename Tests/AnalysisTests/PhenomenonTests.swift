import Analysis
import Schema
import Testing

@Suite("Phenomena (docs/definitions/Phenomenon.md)")
struct PhenomenonTests {
  private static func facts(lastButOne value: Double?) throws -> ReportFacts {
    var facts = try FactsOfNothing.facts(of: "2024-07-01..2024-07-12")
    let values: [Double?] = Array(repeating: 10, count: 10) + [value, 10]
    facts.dailyPorts.values.lines = [.init(key: .tcp(8728), values: values)]
    return facts
  }

  @Test("A day with six times the mean of the ten days before it is a peak, and less is none")
  func peak() throws {
    #expect(Phenomenon.chosen(from: try Self.facts(lastButOne: 59)).isEmpty)
    let found = Phenomenon.chosen(from: try Self.facts(lastButOne: 60))
    #expect(found.map(\.kind) == [.peak])
    #expect(found.first?.label == .tcp(8728))
    #expect(found.first?.firstDay == CivilDay("2024-07-11"))
    #expect(found.first?.factor == 6)
  }

  @Test("After a gap there is no peak, because its ten days before are not all there")
  func gap() throws {
    var facts = try Self.facts(lastButOne: 1000)
    facts.dailyPorts.values.lines[0].values[4] = nil
    #expect(Phenomenon.chosen(from: facts).isEmpty)
  }

  @Test(
    "A port of the top 10 that had no packet before is a newcomer, one without a rank before is not"
  )
  func newcomer() throws {
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    facts.topPorts.values = [
      RankedFact(rank: 1, key: .tcp(23), packets: 10, share: 0.5, previous: nil),
      RankedFact(rank: 2, key: .tcp(8728), packets: 10, share: 0.5, previous: .new),
      RankedFact(rank: 3, key: .tcp(80), packets: 10, share: 0.5, previous: .beyond),
    ]
    let found = Phenomenon.chosen(from: facts)
    #expect(found.map(\.kind) == [.newcomer])
    #expect(found.map(\.label) == [.tcp(8728)])
  }

  @Test(
    "A clear change by less than a factor of two is not notable, and by more it is, the larger first"
  )
  func changes() throws {
    // Four sensors over ten days, whose rates all change by nearly the same factor.
    func change(_ factor: Double) -> Change {
      Change(
        [100.0, 110, 120, 130].map { rate in
          Change.Pair(
            earlier: Exposure(packets: UInt64(rate * 10), days: 10),
            later: Exposure(packets: UInt64(rate * 10 * factor), days: 10)
          )
        },
        coverage: FactsOfNothing.coverage
      )
    }
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    facts.topPorts.values = [1.5, 3, 0.1].enumerated().map { place, factor in
      RankedFact(
        rank: place + 1,
        key: .tcp(UInt16(place + 1)),
        packets: 1,
        share: nil,
        previous: .place(1),
        change: change(factor)
      )
    }
    let found = Phenomenon.chosen(from: facts)
    #expect(found.map(\.kind) == [.fall, .rise])
    #expect(found.map(\.label) == [.tcp(3), .tcp(2)])
  }
}
