import Analysis
import Schema

extension ReportScreen {
  /// Where labels and tags were heard that all sensors heard; claims of absence are undone by one packet.
  mutating func vantage(_ findings: [VantageFinding]) -> [VantageFinding] {
    findings.compactMap { finding in
      if let reason = reasonToWithhold(finding) {
        note("vantage", reason)
        return nil
      }
      var result = finding
      result.groups = finding.groups.map { group in
        var result = group
        result.packets = quantisation.rounded(group.packets)
        result.sensorDays = quantisation.rounded(group.sensorDays)
        return result
      }
      result.ratio = estimate(finding.ratio)
      result.daysHeard = nil
      result.expectedElsewhere = nil
      result.silence = nil
      result.coverage = coverage(finding.coverage, days: facts.period.dayCount)
      return result
    }
  }

  private func reasonToWithhold(_ finding: VantageFinding) -> Withheld.Reason? {
    switch finding.subject {
    case .prefix, .network: return .place
    case .label(let label) where ranking?.isCommon(label) != true: return .fewSensors
    case .label, .tag: break
    }
    switch finding.reach {
    case .network: return .place
    case .group, .mixed: return .absenceClaim
    case .incomparable: return .fewSensors
    case .everywhere: break
    }
    // The first and the last packet are single packets.
    guard finding.firstDay <= facts.period.first, finding.lastDay >= facts.period.last else {
      return .absenceClaim
    }
    return finding.groups.lazy.compactMap { group in
      policy.reasonToWithhold(CellTable.Cell(count: group.packets, sensors: group.sensors))
    }.first
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
