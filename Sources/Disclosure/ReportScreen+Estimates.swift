import Analysis
import Schema

extension ReportScreen {
  /// The survival of a middling day; nothing that was counted on a single day.
  ///
  /// Survival rests on the sources that came back, so these have to be as many as a public count is.
  mutating func churn(_ facts: [ChurnFact]) -> [ChurnFact] {
    let days = facts.filter { $0.survival.estimate != nil }
    guard days.count >= policy.rankingDays else {
      note("daily_churn", .shortPeriod)
      return []
    }
    let returned = days.compactMap { day in
      day.arrivals.map { UInt64(clamping: $0.stayed + $0.back) }
    }
    guard let seen = count(middle(of: days.compactMap(\.seen))),
      count(middle(of: returned)) != nil,
      let survival = estimate(ChurnFact.middling(of: days)?.survival.estimate, days: 1)
    else {
      note("daily_churn", .smallCount)
      return []
    }
    note("daily_churn", .coarser)
    return [ChurnFact(seen: seen, survival: survival)]
  }

  /// The share of addresses with several processes on a middling day, in steps that four marks do not cross.
  mutating func processes(_ facts: [ProcessFact]) -> [ProcessFact] {
    let days = facts.filter { $0.shareWithSeveral.estimate != nil }
    guard days.count >= policy.rankingDays else {
      note("processes_behind_addresses", .shortPeriod)
      return []
    }
    let all = middle(of: days.compactMap(\.addresses))
    guard let all, let addresses = count(all),
      let exact = ProcessFact.middling(of: days)?.shareWithSeveral.estimate,
      var share = estimate(exact, days: 1)
    else {
      note("processes_behind_addresses", .smallCount)
      return []
    }
    let step = max(0.001, 4 * Double(policy.markedPackets) / Double(all))
    func rounded(_ part: Double) -> Double { min(1, (part / step).rounded() * step) }
    share.value = rounded(exact.value)
    share.lower = rounded(exact.lower)
    share.upper = exact.upper.map(rounded)
    note("processes_behind_addresses", .coarser)
    return [ProcessFact(addresses: addresses, shareWithSeveral: share)]
  }

  /// The number in the middle; nil of none.
  private func middle(of numbers: [UInt64]) -> UInt64? {
    numbers.isEmpty ? nil : numbers.sorted()[numbers.count / 2]
  }
}
