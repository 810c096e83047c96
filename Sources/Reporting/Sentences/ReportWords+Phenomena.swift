import Analysis
import Schema

/// Sentences about what was found.
extension ReportWords {
  /// The sentence about a phenomenon; nil where its evidence is not there.
  func sentence(_ phenomenon: Phenomenon, _ facts: ReportFacts) -> String? {
    switch phenomenon.kind {
    case .rise, .fall: sentenceAboutChange(phenomenon, facts)
    case .newcomer:
      phenomenon.label.map { label in
        let previous = facts.previousPeriod.map { "\($0)" }
        return text(
          "\(label) is in the top 10 and was not received at all in \(previous ?? "the period before").",
          "\(label)は、\(previous ?? "前の期間")にはまったく観測されなかったが、トップ10に入った。"
        )
      }
    case .domesticOnly, .overseasOnly: sentenceAboutGroup(phenomenon)
    case .peak:
      phenomenon.label.flatMap { label in
        phenomenon.firstDay.flatMap { day in
          phenomenon.factor.map { factor in
            text(
              "\(label) had \(ratio(factor)) times as many packets on \(day) as on the ten days before on average.",
              "\(day)の\(label)宛てのパケットは、それまでの10日間の平均の\(ratio(factor))倍に達した。"
            )
          }
        }
      }
    }
  }

  private func sentenceAboutChange(_ phenomenon: Phenomenon, _ facts: ReportFacts) -> String? {
    guard let change = phenomenon.change, let previous = facts.previousPeriod else { return nil }
    let subject: String
    if let label = phenomenon.label {
      subject = text("Packets to \(label)", "\(label)宛てのパケット")
    } else if let region = phenomenon.region {
      subject = text("Packets from \(name(region))", "\(name(region))からのパケット")
    } else {
      return nil
    }
    let isRise = phenomenon.kind == .rise
    // A fall reads better the other way round.
    let factor = isRise ? change.value : 1 / change.value
    let lower = isRise ? change.lower : change.upper.map { 1 / $0 }
    let upper = isRise ? change.upper : change.lower > 0 ? 1 / change.lower : nil
    var turned = change
    turned.value = factor
    turned.lower = lower ?? 0
    turned.upper = upper
    let interval = interval(turned) { ratio($0) }
    let sensors = phenomenon.sensors ?? change.coverage.sensors
    return text(
      "\(subject) \(isRise ? "rose" : "fell") by a factor of about \(ratio(factor)) per sensor-day against "
        + "\(previous) (95 % interval \(interval), \(counted(sensors, "sensor", "")) compared).",
      "センサー日あたりの\(subject)は、\(previous)と比べて約\(ratio(factor))\(isRise ? "倍に増加した" : "分の1に減少した")"
        + "（95 %区間 \(interval)、センサー\(sensors)台で比較）。"
    )
  }

  private func sentenceAboutGroup(_ phenomenon: Phenomenon) -> String? {
    guard
      let subject = phenomenon.label.map({ text("\($0)", "\($0)宛てのパケット") })
        ?? phenomenon.tag.map({ text("Packets tagged \($0)", "タグ\($0)の付いたパケット") }),
      let first = phenomenon.firstDay, let last = phenomenon.lastDay
    else { return nil }
    let group = attribute(phenomenon.kind == .domesticOnly ? .domestic : .overseas)
    return text(
      "\(subject) reached \(group)sensors only (\(days(first, last))).",
      "\(subject)は\(group)センサーでのみ観測された（\(days(first, last))）。"
    )
  }

  /// The sentence about where a subject was heard; nil where nothing is claimed.
  func sentence(_ finding: VantageFinding) -> String? {
    let subject = "\(finding.subject)"
    switch finding.claim {
    case .nothing: return nil
    case .presence:
      guard case .group(let group) = finding.reach else { return nil }
      let expected = finding.expectedElsewhere.map { number($0) }
      return text(
        "\(subject) reached \(attribute(group))sensors only, \(days(finding.firstDay, finding.lastDay))"
          + "\(expected.map { "; at equal rates the others would have received about \($0) packets" } ?? "").",
        "\(subject)は\(attribute(group))センサーでのみ観測された（\(days(finding.firstDay, finding.lastDay))）"
          + "\(expected.map { "。ほかのセンサーでも同じ頻度であれば約\($0)パケットが届いたはずである" } ?? "")。"
      )
    case .groups, .theseSensors:
      // A difference between groups whose ratio may as well be 1 is none to speak of.
      guard let more = finding.heardMore, let estimate = finding.ratio,
        estimate.lower > 1 || estimate.upper.map({ $0 < 1 }) ?? false
      else { return nil }
      let interval = interval(estimate) { ratio($0) }
      let week = finding.claim == .theseSensors
      return text(
        "\(subject) reached \(attribute(more))sensors more\(week ? ", week for week" : "") (domestic to "
          + "overseas ×\(ratio(estimate.value)), 95 % interval \(interval)).",
        "\(subject)は\(week ? "週ごとに見て" : "")\(attribute(more))センサーのほうで多く観測された"
          + "（国内と海外の比は\(ratio(estimate.value))、95 %区間 \(interval)）。"
      )
    }
  }
}
