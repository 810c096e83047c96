import Analysis
import Foundation
import Schema
import Testing

@Suite("Ranks now and before (docs/definitions/RankComparison.md)")
struct RankComparisonTests {
  static func counts(_ labels: String) throws -> [PortLabel: UInt64] {
    // The first has the most packets: 1,000, and each behind it ten fewer.
    var counts: [PortLabel: UInt64] = [:]
    for (place, text) in labels.split(separator: " ").enumerated() {
      counts[try #require(PortLabel("\(text)/TCP"))] = UInt64(1000 - 10 * place)
    }
    return counts
  }

  /// JPCERT/CC, Internet threat monitoring quarterly report, April to June 2019, Table 1.
  static func published() throws -> RankComparison<PortLabel> {
    RankComparison(
      try counts("23 445 37215 22 80 3389"),
      previous: try counts("23 445 3389 81 22 80 8080 5555 2323 1433 37215")
    )
  }

  @Test("The quarter of 2019: 37215/TCP was out of the top 10")
  func publishedRanks() throws {
    let rows = try Self.published().rows
    #expect(rows.map(\.key.description) == ["23/TCP", "445/TCP", "37215/TCP", "22/TCP", "80/TCP"])
    #expect(rows.map(\.rank) == [1, 2, 3, 4, 5])
    #expect(rows.map(\.previous) == [.place(1), .place(2), .beyond, .place(5), .place(6)])
  }

  @Test("A share is of all packets, those behind the last row too")
  func shares() throws {
    let rows = try Self.published().rows
    // 1000 + 990 + 980 + 970 + 960 + 950 = 5850
    #expect(rows[0].share == Share(1000, of: 5850))
    #expect(rows[4].share == Share(960, of: 5850))
  }

  @Test("A former rank is unknown where nobody listened, and new where nothing was heard")
  func unknownAndNew() throws {
    let comparison = RankComparison(
      ["RU": 5, "US": 3] as [String: UInt64],
      previous: ["US": 1, "TW": 0],
      yearBefore: nil
    )
    #expect(comparison.rows.map(\.previous) == [.new, .place(1)])
    #expect(comparison.rows.map(\.yearBefore) == [nil, nil])
  }

  @Test("Ties go to the lower key, now and before")
  func ties() {
    let comparison = RankComparison(
      [8080: 7, 80: 7, 22: 9] as [Int: UInt64],
      previous: [8080: 2, 80: 2],
      top: 2,
      places: 1
    )
    #expect(comparison.rows.map(\.key) == [22, 80])
    #expect(comparison.rows.map(\.previous) == [.new, .place(1)])
  }

  @Test("What had no packets has no row")
  func nothing() {
    #expect(RankComparison([23: 0] as [Int: UInt64]).rows.isEmpty)
    #expect(RankComparison([:] as [Int: UInt64], previous: [23: 4]).rows.isEmpty)
  }

  @Test("It comes back from JSON as it went")
  func json() throws {
    let comparison = try Self.published()
    let data = try JSONEncoder().encode(comparison)
    #expect(try JSONDecoder().decode(RankComparison<PortLabel>.self, from: data) == comparison)
  }
}
