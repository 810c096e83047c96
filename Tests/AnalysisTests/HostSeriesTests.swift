import Analysis
import Schema
import Testing

@Suite("Hosts a day (docs/definitions/HostSeries.md)")
struct HostSeriesTests {
  static func day(_ number: Int) throws -> CivilDay {
    try #require(CivilDay(year: 2022, month: 2, day: number))
  }

  static func series(_ hosts: [Int: Int], listened: [Int]) throws -> HostSeries<String> {
    HostSeries(
      "GRE",
      hosts: Dictionary(uniqueKeysWithValues: try hosts.map { (try day($0.key), $0.value) }),
      period: try #require(Period("2022-02-01..2022-02-05")),
      listened: Set(try listened.map(day))
    )
  }

  @Test("A day without hosts is 0 when somebody listened, and a gap when nobody did")
  func gaps() throws {
    let series = try Self.series([1: 4, 3: 6], listened: [1, 2, 3, 4])
    #expect(series.days.map(\.hosts) == [4, 0, 6, 0, nil])
    #expect(series.hostDays == 10)
  }

  @Test("The average is over the days on which somebody listened")
  func average() throws {
    #expect(try Self.series([1: 4, 3: 6], listened: [1, 2, 3, 4]).average == 2.5)
    #expect(try Self.series([:], listened: [2]).average == 0)
    #expect(try Self.series([:], listened: []).average == nil)
  }

  @Test("The peak is the first day with the most hosts, and there is none without hosts")
  func peak() throws {
    let peak = try Self.series([1: 4, 3: 6, 4: 6], listened: [1, 2, 3, 4]).peak
    #expect(peak?.day == (try Self.day(3)))
    #expect(peak?.hosts == 6)
    #expect(try Self.series([:], listened: [1, 2]).peak == nil)
  }

  @Test("Stacks go by their host-days, and all have the same days")
  func ranked() throws {
    let series = HostSeries.ranked(
      [
        "8192:2-1-3-1-1-4:1460:8": [try Self.day(1): 3, try Self.day(2): 3],
        "1024:::": [try Self.day(1): 6],
        "65535:2:1460:": [try Self.day(2): 7],
        "512:::": [try Self.day(2): 1],
      ],
      period: try #require(Period("2022-02-01..2022-02-03")),
      listened: [try Self.day(1)],
      top: 3
    )
    #expect(
      series.map(\.population) == ["65535:2:1460:", "1024:::", "8192:2-1-3-1-1-4:1460:8"]
    )
    #expect(series.map { $0.days.map(\.hosts) } == [[0, 7, nil], [6, 0, nil], [3, 3, nil]])
  }
}
