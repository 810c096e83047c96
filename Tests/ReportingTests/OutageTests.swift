import Analysis
import Disclosure
import Schema
import Testing

@testable import Reporting

@Suite("Outages in figures")
struct OutageTests {
  @Test("Days on which a sensor was silent are named in the figure, at most three stretches")
  func named() throws {
    var facts = try FactsOfNothing.facts(of: "2023-05")
    let days = Array(facts.period.days)
    // One of two sensors is silent on 5 to 7 May, both on 10 May, one on 20, 22 and 24 to 25 May.
    let listening = [5: 1, 6: 1, 7: 1, 10: 0, 20: 1, 22: 1, 24: 1, 25: 1]
    facts.coverage.days = days.map { day in
      let sensors = listening[day.day] ?? 2
      return CoverageFacts.Day(
        day: day,
        group: nil,
        coverage: NumberCoverage(
          sensors: sensors,
          knownSensors: 2,
          sensorDays: Double(sensors),
          lostPackets: 0
        )
      )
    }
    let gate = Gate(audience: .operators, today: try #require(CivilDay("2030-01-01")))
    let parts = ReportParts(gate.disclose(facts), language: .en, layout: .rows)
    let figure = parts.daily(
      [],
      parts.frame("x", title: "", unit: "", seen: ""),
      quantity: ""
    )
    #expect(
      figure.annotations.map { "\($0.firstDay) \($0.lastDay) \($0.text)" } == [
        "2023-05-05 2023-05-07 1 of 2 sensors", "2023-05-24 2023-05-25 1 of 2 sensors",
        "2023-05-10 2023-05-10 0 of 2 sensors",
      ]
    )
  }
}
