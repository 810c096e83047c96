import Schema
import Testing

@testable import Store

@Suite("Which table answers for which day")
struct DayAnswersTests {
  /// 2024-07-14 has all summaries, the 15th none for stacks, the 16th `daily` alone, and the 17th none.
  private static func answers() -> DayAnswers {
    let days = (19_918...19_921).map(CivilDay.init(number:))
    return DayAnswers(
      period: nil,
      zone: .utc,
      states: days.map { day in
        DayState(day: day, isSummarised: day < days[3], zone: "UTC", version: 1)
      },
      rows: days.map { RawDay(day: $0, packets: 1, rows: 1, times: $0.start...$0.start) },
      extents: [days[0]: .all, days[1]: .ports, days[2]: .sources]
    )
  }

  @Test(
    "Each day is asked in the coarsest table that has it and tells enough",
    arguments: [
      (.ports, ["daily_ports 2", "daily 1", "packets 1"]), (.sources, ["daily 3", "packets 1"]),
      (.stacks, ["daily_stacks 1", "packets 3"]), (.packets, ["packets 4"]),
    ] as [(RowDetail, [String])]
  )
  func tables(_ detail: RowDetail, _ tables: [String]) {
    let answers = Self.answers()
    let rows = answers.rows(of: answers.all, telling: detail)
    #expect(rows.map { "\($0.table.name) \($0.dayCount)" } == tables)
  }

  @Test("Of no day a table is asked all the same, for nothing")
  func noDay() {
    let rows = Self.answers().rows(of: [], telling: .ports)
    #expect(rows.map(\.condition) == ["0"])
  }

  @Test("Days in a row are one stretch of a condition")
  func stretches() {
    let days = [19_919, 19_920, 19_922].map(CivilDay.init(number:))
    #expect(
      DayRows(of: days, inSummaries: .daily).condition
        == "((day >= toDate(19919) AND day <= toDate(19920)) OR "
        + "(day >= toDate(19922) AND day <= toDate(19922)))"
    )
    // 2024-07-15 begins 19,919 * 86,400 s after 1970.
    #expect(
      DayRows(ofPackets: Array(days.prefix(2)), .utc).condition
        == "time >= toDateTime(1721001600) AND time < toDateTime(1721174400)"
    )
  }

  @Test(
    "A filter decides how much a row has to tell",
    arguments: [
      (.sensor, "tokyo", .ports), (.port, "23/TCP", .ports), (.class, "scan", .ports),
      (.region, "BR", .sources), (.network, "AS64500", .sources), (.tag, "mirai", .sources),
      (.source, "192.0.2.0/24", .sources), (.stack, "1024:2:1460:", .packets),
    ] as [(PacketFilter.Kind, String, RowDetail)]
  )
  func filters(_ kind: PacketFilter.Kind, _ word: String, _ detail: RowDetail) throws {
    var filter = PacketFilter()
    #expect(filter.detail == .ports)
    try filter.add(word, to: kind)
    #expect(filter.detail == detail)
    // Stacks have a summary of their own, which knows sources and networks and nothing else.
    let isKnown = kind == .source || kind == .network
    #expect(filter.detail(for: .stacks) == (isKnown ? .stacks : .packets))
    #expect(filter.detail(for: .sources) == max(detail, .sources))
    filter.stacks = ["1024:2:1460:"]
    #expect(filter.detail == .packets)
    #expect(filter.detail(for: .stacks) == .packets)
  }
}
