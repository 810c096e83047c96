import Analysis
import Disclosure
import Schema
import Simulation
import Testing

@Suite("Where subjects were heard, at the gate")
struct VantageDisclosureTests {
  /// What everyone sees of subjects that each sensor heard so often in the quarter, alike on each day.
  static func published(
    _ subjects: [(VantageSubject, packets: [UInt64])],
    lastDay mark: UInt64? = nil
  ) throws -> Disclosed<ReportFacts> {
    var facts = try QuarterFacts(heard: [:]).facts()
    var random = SplitMix64(seed: 1)
    let lens = VantageLens(
      sensors: QuarterFacts.places.map {
        VantageSensor(group: $0.group, network: nil, days: Array(repeating: 1, count: 92))
      },
      period: facts.period
    )
    facts.vantage = QuarterFacts.statistic(
      lens.findings(
        subjects.map { subject, packets in
          // With a mark they are silent for the last ten days, but for it.
          func daily(_ packets: some Sequence<UInt64>, _ mark: UInt64?) -> [UInt64] {
            let usual = packets.reduce(0, +) / 92
            return (0..<92).map { day in
              guard let mark, day >= 82 else { return usual }
              return day == 91 ? mark : 0
            }
          }
          return VantageObservation(
            subject: subject,
            sensors: packets.enumerated().map { .init(sensor: $0, packets: $1) },
            days: [
              .domestic: daily(packets.prefix(3), mark),
              .overseas: daily(packets.suffix(3), mark.map { _ in 0 }),
            ],
            sources: 4321
          )
        },
        using: &random
      )
    )
    let gate = Gate(audience: .everyone, today: try #require(CivilDay("2023-02-01")))
    return gate.disclose(facts)
  }

  private static func alike(_ packets: UInt64) -> [UInt64] { Array(repeating: packets, count: 6) }

  @Test("A network that every sensor heard enough of is public, rounded")
  func everywhere() throws {
    let facts = try Self.published([(.network(64_500), Self.alike(3456))]).value
    let finding = try #require(facts.vantage.values.first)
    #expect(finding.subject == .network(64_500))
    // 3 x 3,456 = 10,368.
    #expect(finding.groups.map(\.packets) == [10_000, 10_000])
    #expect(finding.groups.map(\.fewestPackets) == [nil, nil])
    #expect(finding.sources == 4300)
  }

  @Test("A prefix is not, however much came from it")
  func prefix() throws {
    let disclosed = try Self.published([(.prefix("192.0.2.0/24"), Self.alike(100_000))])
    #expect(disclosed.value.vantage.values.isEmpty)
    #expect(disclosed.withheld.contains(Withheld("vantage", .place)))
  }

  @Test(
    "A mark at the sensor that heard nothing, or little, does not make it heard everywhere",
    arguments: [0, 2499 - 25] as [UInt64]
  )
  func marked(_ fewest: UInt64) throws {
    for mark in [0, UInt64(DisclosurePolicy().markedPackets)] {
      var packets = Self.alike(9000)
      packets[4] = fewest + mark
      let disclosed = try Self.published([(.network(64_500), packets), (.tag("mirai"), packets)])
      #expect(disclosed.value.vantage.values.isEmpty, "\(packets)")
      #expect(disclosed.withheld.contains(Withheld("vantage", .absenceClaim)))
    }
  }

  @Test("A label that fell silent does not come back by a mark on the last day")
  func silent() throws {
    for mark in [0, UInt64(DisclosurePolicy().markedPackets)] {
      let disclosed = try Self.published([(.tag("mirai"), Self.alike(9000))], lastDay: mark)
      #expect(disclosed.value.vantage.values.isEmpty)
      #expect(disclosed.withheld.contains(Withheld("vantage", .absenceClaim)))
    }
  }

  @Test("Ten networks are public: those with the most packets, not those that came first")
  func ten() throws {
    let facts = try Self.published(
      (0..<12).map { (.network(UInt32($0)), packets: Self.alike(3000 + 100 * UInt64($0))) }
    ).value
    let most = (2..<12).reversed().map { VantageSubject.network(UInt32($0)) }
    #expect(facts.vantage.values.map(\.subject) == most)
  }
}
