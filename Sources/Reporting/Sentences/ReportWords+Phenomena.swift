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
    let compared =
      change.method == "Change:\(Change.Basis.weeks.rawValue)"
      ? text("the weeks of one sensor compared", "センサー1台の週ごとの値で比較")
      : text("\(counted(sensors, "sensor", "")) compared", "センサー\(sensors)台で比較")
    return text(
      "\(subject) \(isRise ? "rose" : "fell") by a factor of about \(ratio(factor)) per sensor-day against "
        + "\(previous) (95 % interval \(interval), \(compared)).",
      "センサー日あたりの\(subject)は、\(previous)と比べて約\(ratio(factor))\(isRise ? "倍に増加した" : "分の1に減少した")"
        + "（95 %区間 \(interval)、\(compared)）。"
    )
  }

  private func sentenceAboutGroup(_ phenomenon: Phenomenon) -> String? {
    guard
      let subject = phenomenon.label.map(VantageSubject.label)
        ?? phenomenon.tag.map(VantageSubject.tag),
      let first = phenomenon.firstDay, let last = phenomenon.lastDay
    else { return nil }
    let group = attribute(phenomenon.kind == .domesticOnly ? .domestic : .overseas)
    return text(
      "\(name(subject)) reached \(group)sensors only (\(days(first, last))).",
      "\(name(subject))は\(group)センサーでのみ観測された（\(days(first, last))）。"
    )
  }
}
