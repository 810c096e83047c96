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

  @Test("A line of 10,000 a day is daily, with two digits")
  func daily() throws {
    let values: [Double?] = [10_000, 10_499, nil, 10_500, 26_499]
    let disclosed = try gate().disclose("x", series(values), sensors: 3)
    #expect(disclosed.value.lines.map(\.values) == [[10_000, 10_000, nil, 11_000, 26_000]])
    #expect(disclosed.withheld.isEmpty)
  }

  @Test("A line of 1,600 a day has weekly means, of 400 a day monthly ones, of 40 a day none")
  func steps() throws {
    var values = [Double?](repeating: 1600, count: 15)
    values[0] = 3200
    let weekly = try gate().disclose("x", series(values), sensors: 3)
    // 12,800 in the first seven days are 1,829 a day; the fifteenth day belongs to the second seven.
    let expected: [Double?] = Array(repeating: 1800, count: 7) + Array(repeating: 1600, count: 8)
    #expect(weekly.value.lines.map(\.values) == [expected])
    #expect(weekly.withheld == [Withheld("x", .coarser, step: .week)])
    let monthly = try gate().disclose("x", series(Array(repeating: 400, count: 61)), sensors: 3)
    #expect(monthly.value.lines.map(\.values) == [Array(repeating: 400, count: 61)])
    #expect(monthly.withheld == [Withheld("x", .coarser, step: .month)])
    let none = try gate().disclose("x", series(Array(repeating: 40, count: 61)), sensors: 3)
    #expect(none.value.lines.isEmpty)
    #expect(none.withheld == [Withheld("x", .smallCount)])
  }

  @Test("Days younger than the delay are gaps, and so is the week that has one of them")
  func delay() throws {
    let daily = try gate("2022-10-16").disclose("x", series([12_000, 12_000, 12_000]), sensors: 3)
    #expect(daily.value.lines.map(\.values) == [[12_000, 12_000, nil]])
    #expect(daily.withheld == [Withheld("x", .recent)])
    let values = [Double?](repeating: 1600, count: 14)
    let weekly = try gate("2022-10-27").disclose("x", series(values), sensors: 3)
    let expected: [Double?] = Array(repeating: 1600, count: 7) + Array(repeating: nil, count: 7)
    #expect(weekly.value.lines.map(\.values) == [expected])
  }

  @Test("A quiet day of a loud line is a gap")
  func quietDay() throws {
    let disclosed = try gate().disclose("x", series([12_000, 9600, 12_000]), sensors: 3)
    #expect(disclosed.value.lines.map(\.values) == [[12_000, nil, 12_000]])
    #expect(disclosed.withheld == [Withheld("x", .smallCount)])
  }

  @Test("Two sensors have no line")
  func fewSensors() throws {
    let disclosed = try gate().disclose("x", series([12_000]), sensors: 2)
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
