import Analysis
import Disclosure
import Schema
import Testing

@Suite("Churn and processes at the gate")
struct ChurnDisclosureTests {
  /// What everyone sees of a number of days, each with the same sources of which some came back, and with the same
  /// addresses of which a quarter showed two processes at once.
  private static func published(
    days: Int,
    stayed: Int,
    single: Int
  ) throws -> Disclosed<ReportFacts> {
    var facts = try QuarterFacts(heard: [:]).facts()
    let dates = Array(facts.period.days.prefix(days))
    let coverage = QuarterFacts.coverage(days: 1)
    var seen = SeenDays(days: dates)
    for (place, day) in dates.enumerated() {
      seen.add(on: day, after: place > 0 ? dates[place - 1] : nil, sources: stayed)
      seen.add(on: day, after: nil, sources: 1000)
    }
    facts.dailyChurn = QuarterFacts.statistic(
      DailyChurn.all(seen) { _ in coverage }.map { ChurnFact($0) }
    )
    facts.botProcesses = QuarterFacts.statistic(
      dates.map { day in
        ProcessFact(
          ProcessesBehindAddresses(
            byProcesses: [0: 50, 1: single, 2: single / 3],
            coverage: coverage
          ),
          on: day
        )
      }
    )
    let gate = Gate(audience: .everyone, today: try #require(CivilDay("2023-02-01")))
    return gate.disclose(facts)
  }

  @Test("Of a long period the middling survival and share are public, without date and counts")
  func middling() throws {
    // 32 days have 30 with a survival: of the last two there is none.
    let facts = try Self.published(days: 32, stayed: 9000, single: 9000).value
    let churn = try #require(facts.dailyChurn.values.first)
    #expect(facts.dailyChurn.values.count == 1)
    #expect(churn.day == nil)
    #expect(churn.previous == nil)
    #expect(churn.arrivals == nil)
    #expect(churn.hosts == nil)
    #expect(churn.newcomers == nil)
    #expect(churn.seen == 10_000)
    // Of 10,000 that are seen, and none missed, 9,000 are seen on the next day.
    #expect(churn.survival.estimate?.value == 0.9)
    let processes = try #require(facts.botProcesses.values.first)
    #expect(facts.botProcesses.values.count == 1)
    #expect(processes.day == nil)
    #expect(processes.processes == nil)
    #expect(processes.addressesWithoutProcess == nil)
    #expect(processes.entries.isEmpty)
    #expect(processes.addresses == 12_000)
    // 3,000 of 12,000, in steps of 100 of 12,000.
    let share = try #require(processes.shareWithSeveral.estimate?.value)
    #expect(abs(share - 0.25) < 1e-9)
  }

  @Test("Neither is public where marks would not be lost in what it rests on")
  func small() throws {
    // 2,400 that came back are fewer than 25 marks a hundred times; so are 2,000 addresses.
    let disclosed = try Self.published(days: 32, stayed: 2400, single: 1500)
    #expect(disclosed.value.dailyChurn.values.isEmpty)
    #expect(disclosed.value.dailyChurn.absence == .withheld)
    #expect(disclosed.value.botProcesses.values.isEmpty)
    #expect(disclosed.withheld.contains(Withheld("daily_churn", .smallCount)))
    #expect(disclosed.withheld.contains(Withheld("processes_behind_addresses", .smallCount)))
  }

  @Test("Of a short period neither is public")
  func short() throws {
    let disclosed = try Self.published(days: 27, stayed: 9000, single: 9000)
    #expect(disclosed.value.dailyChurn.values.isEmpty)
    #expect(disclosed.value.botProcesses.values.isEmpty)
    #expect(disclosed.withheld.contains(Withheld("daily_churn", .shortPeriod)))
    #expect(disclosed.withheld.contains(Withheld("processes_behind_addresses", .shortPeriod)))
  }
}
