import Analysis
import Schema
import Testing

@Suite("How often sources were seen")
struct SightingCountsTests {
  @Test("Sources that were seen equally often are one entry, whatever the order")
  func entries() {
    let counts = SightingCounts([
      SightingCounts.Entry(sightings: 3, sources: 1),
      SightingCounts.Entry(sightings: 1, sources: 4),
      SightingCounts.Entry(sightings: 3, sources: 2),
      SightingCounts.Entry(sightings: 0, sources: 9),
    ])
    #expect(counts.entries.map(\.sightings) == [1, 3])
    #expect(counts.entries.map(\.sources) == [4, 3])
    #expect(counts.seen == 7)
    #expect(counts.sightings == 13)
    #expect(counts.sources(seen: 3) == 3)
    #expect(counts.sources(seen: 2) == 0)
  }

  @Test("Sources one by one give the same counts")
  func each() {
    #expect(
      SightingCounts(eachSeen: [2, 1, 2])
        == SightingCounts([
          SightingCounts.Entry(sightings: 1, sources: 1),
          SightingCounts.Entry(sightings: 2, sources: 2),
        ])
    )
  }

  @Test("The halves of the sensors take every other one of each group")
  func halves() {
    let domestic = SensorGroup(rawValue: "domestic")
    let overseas = SensorGroup(rawValue: "overseas")
    let sensors: [(name: String, group: SensorGroup?)] = [
      ("c", domestic), ("e", overseas), ("a", domestic), ("d", overseas), ("b", domestic),
      ("f", nil),
    ]
    #expect(SensorHalves.firstHalf(of: sensors) == ["a", "c", "e"])
    #expect(SensorHalves.firstHalf(of: [(name: "a", group: domestic)]).isEmpty)
  }
}
