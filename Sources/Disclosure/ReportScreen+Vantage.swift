import Analysis
import Schema

extension ReportScreen {
  /// Where labels, tags and networks were heard that all sensors heard; claims of absence are undone by one packet.
  ///
  /// Of networks there are as many as of a sensor's labels, those with the most packets: which others are looked at
  /// depends on their sources, and these can be forged.
  mutating func vantage(_ findings: [VantageFinding]) -> [VantageFinding] {
    let borne = findings.filter { finding in
      let reason = reasonToWithhold(finding)
      if let reason { note("vantage", reason) }
      return reason == nil
    }
    let networks = borne.filter(\.subject.isNetwork).sorted {
      ($1.packets, "\($0.subject)") < ($0.packets, "\($1.subject)")
    }
    return (borne.filter { !$0.subject.isNetwork } + networks.prefix(policy.rankedLabels))
      .map { rounded($0) }
  }

  private func rounded(_ finding: VantageFinding) -> VantageFinding {
    var result = finding
    result.groups = finding.groups.map { group in
      var result = group
      result.packets = quantisation.rounded(group.packets)
      result.fewestPackets = nil
      result.sensorDays = quantisation.rounded(group.sensorDays)
      return result
    }
    result.sources = count(finding.sources)
    result.ratio = estimate(finding.ratio)
    result.daysHeard = nil
    result.quietestWeek = nil
    result.expectedElsewhere = nil
    result.silence = nil
    result.coverage = coverage(finding.coverage, days: facts.period.dayCount)
    return result
  }

  private func reasonToWithhold(_ finding: VantageFinding) -> Withheld.Reason? {
    switch finding.subject {
    // The addresses of a prefix may all be one sender's.
    case .prefix: return .place
    case .label(let label) where ranking?.isCommon(label) != true: return .fewSensors
    case .label, .tag, .network: break
    }
    switch finding.reach {
    case .network: return .place
    case .group, .mixed: return .absenceClaim
    case .incomparable: return .fewSensors
    case .everywhere: break
    }
    // The first and the last packet are single packets, so that no week may be so quiet that a mark is heard in it.
    let isSteady = finding.quietestWeek.map { Double($0) >= policy.orderGap } ?? true
    guard isSteady, finding.firstDay <= facts.period.first, finding.lastDay >= facts.period.last
    else { return .absenceClaim }
    let listening = finding.groups.filter { $0.sensors > 0 }
    let reasons = listening.compactMap { group in
      policy.reasonToWithhold(CellTable.Cell(count: group.packets, sensors: group.sensors))
    }
    // A mark at a sensor that heard nothing, or little, would make it "everywhere".
    let isBorneByEach = listening.allSatisfy {
      Double($0.fewestPackets ?? 0) >= policy.smallestCount
    }
    return reasons.first ?? (isBorneByEach ? nil : .absenceClaim)
  }

  /// How much the public rankings agree: those of the facts know more places.
  mutating func rankAgreement(
    _ rankings: [CommonLabels.Ranking]
  ) -> Statistic<RankAgreement> {
    let persistence = facts.rankAgreement.values.persistence
    let none = RankAgreement([], persistence: persistence)
    return statistic(facts.rankAgreement, "rank_agreement", none: none) { _, _ in
      RankAgreement(rankings, persistence: persistence)
    }
  }
}

extension VantageSubject {
  fileprivate var isNetwork: Bool { if case .network = self { true } else { false } }
}
