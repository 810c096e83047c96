import Analysis
import Disclosure
import Schema
import Simulation
import Testing

/// Mirai-type sources day by day, and addresses with several processes, for a quarter in which somebody marks them.
///
/// Some 6,000 sources a day, half of them seen the day before, and 9,000 addresses of which a quarter shows two
/// processes. A day's counts vary as those of `MarkedWorld` do.
struct MarkedPopulation {
  /// What somebody does with forged sources, as far as the packets last.
  enum Trick: CaseIterable {
    /// One source on 25 days in a row, and as many such sources as there are packets for.
    case staying
    /// Each packet from a source of its own, on days spread over the quarter.
    case newcomers
    /// The same, but looked for in how many stay.
    case leaving
    /// Addresses with two processes at once, which takes four packets.
    case processes
  }

  /// The number that everyone sees and that the trick would move.
  let published: Double?

  init(_ trick: Trick, packets: Int, seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let days = MarkedWorld.days
    var seen = SeenDays(days: days)
    var stays = Array(repeating: 0, count: days.count)
    var news = stays
    var doubles = stays
    switch trick {
    case .staying:
      for _ in 0..<packets / 25 {
        let first = Int.random(in: 0..<days.count - 25, using: &generator)
        news[first] += 1
        for day in first + 1..<first + 25 { stays[day] += 1 }
      }
    case .newcomers, .leaving:
      Self.spread(packets, over: &news, using: &generator)
    case .processes:
      Self.spread(packets / 4, over: &doubles, using: &generator)
    }
    var processes: [ProcessFact] = []
    let coverage = QuarterFacts.coverage(days: 1)
    for (place, day) in days.enumerated() {
      func count(_ mean: Double) -> Int {
        Int(MarkedWorld.count(mean, using: &generator).rounded())
      }
      if place > 0 {
        seen.add(on: day, after: days[place - 1], sources: count(3000) + stays[place])
      }
      seen.add(on: day, after: nil, sources: count(3000) + news[place])
      let single = count(6750)
      let double = count(2250) + doubles[place]
      processes.append(
        ProcessFact(
          ProcessesBehindAddresses(byProcesses: [1: single, 2: double], coverage: coverage),
          on: day
        )
      )
    }
    var facts = try QuarterFacts(heard: [:]).facts()
    facts.dailyChurn = QuarterFacts.statistic(
      DailyChurn.all(seen) { _ in coverage }.map { ChurnFact($0) }
    )
    facts.botProcesses = QuarterFacts.statistic(processes)
    let gate = Gate(audience: .everyone, today: try #require(CivilDay("2023-02-01")))
    let disclosed = gate.disclose(facts).value
    published =
      switch trick {
      case .staying, .leaving: disclosed.dailyChurn.values.first?.survival.estimate?.value
      case .newcomers: disclosed.dailyChurn.values.first?.seen.map { Double($0) }
      case .processes: disclosed.botProcesses.values.first?.shareWithSeveral.estimate?.value
      }
  }

  /// Spreads marks over all days, what is left of them over days by chance.
  private static func spread(
    _ marks: Int,
    over days: inout [Int],
    using generator: inout SplitMix64
  ) {
    let whole = marks / days.count
    for day in days.indices { days[day] += whole }
    for _ in 0..<marks % days.count {
      days[Int.random(in: days.indices, using: &generator)] += 1
    }
  }
}
