import Analysis
import Disclosure
import Schema
import Testing

@Suite("Estimates at the gate")
struct EstimateDisclosureTests {
  /// What everyone sees of daily estimates of 5,000 hosts that were seen, 300,000 and a thousand more each day.
  private static func published(days: Int, marked: Int? = nil) throws -> [EstimateFact] {
    var facts = try QuarterFacts(heard: [:]).facts()
    facts.estimates = QuarterFacts.statistic(
      (0..<days).map { day in
        let value = day == marked ? 90_000 : 300_000 + 1000 * Double(day)
        return EstimateFact(
          subject: "mirai_hosts",
          day: CivilDay(number: facts.period.first.number + day),
          seen: 5000,
          method: "HostEstimates:printed",
          estimate: Estimate(
            value: value,
            lower: value / 2,
            upper: value * 2,
            method: "HostEstimates: Chao1",
            coverage: QuarterFacts.coverage(days: 1)
          ),
          isChosen: true
        )
      }
    )
    let gate = Gate(audience: .everyone, today: try #require(CivilDay("2023-02-01")))
    return gate.disclose(facts).value.estimates.values
  }

  @Test("Only the middling day is published, rounded and without its date")
  func middlingDay() throws {
    let published = try Self.published(days: 31)
    #expect(published.map(\.day) == [nil])
    // 315,000 is the sixteenth of 31.
    #expect(published.map(\.estimate?.value) == [320_000])
    #expect(published.map(\.seen) == [5000])
  }

  @Test("A day that somebody marked does not show")
  func marked() throws {
    #expect(try Self.published(days: 31, marked: 7) == (try Self.published(days: 31)))
  }

  @Test("Of a short period there is none")
  func short() throws {
    #expect(try Self.published(days: 27).isEmpty)
  }
}
