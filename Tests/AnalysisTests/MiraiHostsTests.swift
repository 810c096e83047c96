import Analysis
import Schema
import Testing

@Suite("Mirai-type hosts by region (docs/definitions/MiraiHosts.md)")
struct MiraiHostsTests {
  static func day(_ number: Int) throws -> CivilDay {
    try #require(CivilDay(year: 2024, month: 7, day: number))
  }

  static func region(_ text: String) throws -> Region { try #require(Region(text)) }

  /// The worked example: four days, of which nobody listened on the third.
  static func example() throws -> MiraiHosts {
    MiraiHosts(
      [
        try day(1): [try region("JP"): 3, try region("CN"): 5, .unknown: 1],
        try day(4): [
          try region("US"): 2, try region("BR"): 1, try region("CN"): 1, try region("TW"): 1,
        ],
      ],
      days: [try day(1), try day(2), try day(4)]
    )
  }

  @Test("A day on which nobody listened is a gap, and one without hosts is zero")
  func gaps() throws {
    let hosts = try Self.example()
    #expect(hosts.days == [try Self.day(1), try Self.day(2), try Self.day(4)])
    #expect(hosts.hosts(of: try Self.region("CN"), on: try Self.day(2)) == 0)
    #expect(hosts.totals.map(\.day) == hosts.days)
  }

  @Test("Regions go by their hosts over all days, ties by name, and unknown is one of them")
  func regions() throws {
    let hosts = try Self.example()
    #expect(hosts.regions.map(\.description) == ["CN", "JP", "US", "unknown", "BR", "TW"])
    #expect(hosts.hosts(of: .unknown, on: try Self.day(1)) == 1)
  }

  @Test("The total counts all regions, and the top 5 are those of the whole period")
  func totals() throws {
    let totals = try Self.example().totals
    #expect(totals.map(\.hosts) == [9, 0, 5])
    #expect(totals.map(\.top5) == [9, 0, 4])
  }

  @Test("A day with hosts is shown although no coverage says that somebody listened")
  func hostsWithoutCoverage() throws {
    let hosts = MiraiHosts([try Self.day(3): [.unknown: 2]], days: [])
    #expect(hosts.days == [try Self.day(3)])
    #expect(hosts.totals.map(\.hosts) == [2])
  }

  @Test("Without hosts there are no regions")
  func nothing() throws {
    let hosts = MiraiHosts([:], days: [try Self.day(1)])
    #expect(hosts.regions.isEmpty)
    #expect(hosts.totals.map(\.hosts) == [0])
  }
}
