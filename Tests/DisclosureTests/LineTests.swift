import Analysis
import Disclosure
import Schema
import Testing

@Suite("Public lines")
struct LineTests {
  private func days(_ count: Int) throws -> [CivilDay] {
    let first = try #require(CivilDay("2022-10-01"))
    return (0..<count).map { CivilDay(number: first.number + $0) }
  }

  private func gate(_ today: String = "2023-06-01") throws -> Gate {
    Gate(audience: .everyone, today: try #require(CivilDay(today)))
  }

  private func series(_ values: [Double?]) throws -> DailySeries<String> {
    DailySeries(days: try days(values.count), lines: [DailySeries.Line(key: "a", values: values)])
  }

  @Test("A line of 2,500 a day is daily, with two digits")
  func daily() throws {
    let values: [Double?] = [2500, 2549, nil, 2550, 26_499]
    let disclosed = try gate().disclose("x", series(values), sensors: 3)
    #expect(disclosed.value.lines.map(\.values) == [[2500, 2500, nil, 2600, 26_000]])
    #expect(disclosed.withheld.isEmpty)
  }

  @Test("A line of 400 a day has weekly means, of 100 a day monthly ones, of 10 a day none")
  func steps() throws {
    var values = [Double?](repeating: 400, count: 15)
    values[0] = 800
    let weekly = try gate().disclose("x", series(values), sensors: 3)
    // 3,200 in the first seven days are 457 a day; the fifteenth day belongs to the second seven.
    let expected: [Double?] = Array(repeating: 460, count: 7) + Array(repeating: 400, count: 8)
    #expect(weekly.value.lines.map(\.values) == [expected])
    #expect(weekly.withheld == [Withheld("x", .coarser, step: .week)])
    let monthly = try gate().disclose("x", series(Array(repeating: 100, count: 61)), sensors: 3)
    #expect(monthly.value.lines.map(\.values) == [Array(repeating: 100, count: 61)])
    #expect(monthly.withheld == [Withheld("x", .coarser, step: .month)])
    let none = try gate().disclose("x", series(Array(repeating: 10, count: 61)), sensors: 3)
    #expect(none.value.lines.isEmpty)
    #expect(none.withheld == [Withheld("x", .smallCount)])
  }

  @Test("Days younger than the delay are gaps, and so is the week that has one of them")
  func delay() throws {
    let daily = try gate("2022-10-16").disclose("x", series([3000, 3000, 3000]), sensors: 3)
    #expect(daily.value.lines.map(\.values) == [[3000, 3000, nil]])
    #expect(daily.withheld == [Withheld("x", .recent)])
    let values = [Double?](repeating: 400, count: 14)
    let weekly = try gate("2022-10-27").disclose("x", series(values), sensors: 3)
    let expected: [Double?] = Array(repeating: 400, count: 7) + Array(repeating: nil, count: 7)
    #expect(weekly.value.lines.map(\.values) == [expected])
  }

  @Test("A quiet day of a loud line is a gap")
  func quietDay() throws {
    let disclosed = try gate().disclose("x", series([3000, 2400, 3000]), sensors: 3)
    #expect(disclosed.value.lines.map(\.values) == [[3000, nil, 3000]])
    #expect(disclosed.withheld == [Withheld("x", .smallCount)])
  }

  @Test("Two sensors have no line")
  func fewSensors() throws {
    let disclosed = try gate().disclose("x", series([3000]), sensors: 2)
    #expect(disclosed.value.lines.isEmpty)
    #expect(disclosed.withheld == [Withheld("x", .fewSensors)])
  }

  @Test("Operators see each day")
  func operators() throws {
    let gate = Gate(audience: .operators, today: try #require(CivilDay("2022-10-01")))
    let series = try series([1, nil, 2])
    #expect(gate.disclose("x", series, sensors: 1).value == series)
  }
}
