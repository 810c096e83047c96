import Analysis
import Schema

/// Sentences about where subjects were heard.
extension ReportWords {
  /// A subject as a sentence begins with it.
  func name(_ subject: VantageSubject) -> String {
    switch subject {
    case .label(let label): text("Packets to \(label)", "\(label)宛てのパケット")
    case .tag(let tag): text("Packets tagged \(tag)", "タグ\(tag)の付いたパケット")
    case .prefix, .network: text("Sources of \(subject)", "\(subject)の送信元")
    }
  }

  /// The sentence about where a subject was heard; nil where nothing is claimed.
  func sentence(_ finding: VantageFinding) -> String? {
    switch finding.claim {
    case .nothing: nil
    case .presence: sentenceAboutPresence(finding)
    case .groups, .theseSensors: sentenceAboutDifference(finding)
    }
  }

  private func sentenceAboutPresence(_ finding: VantageFinding) -> String? {
    let place: String
    var expected = finding.expectedElsewhere.map { number($0) }
    switch finding.reach {
    case .group(let group):
      let name = attribute(group)
      let isOne =
        finding.sensorsHit == 1
        && finding.groups.contains { $0.group == group && $0.sensors > 1 }
      // What is to be expected elsewhere is said of the other group, not of this one's other sensors.
      if isOne { expected = nil }
      place =
        isOne
        ? text("one \(name)sensor", "\(name)センサー1台")
        : text("\(name)sensors", "\(name)センサー")
    case .network(let number):
      place = text("sensors in AS\(number)", "AS\(number)に設置したセンサー")
    case .everywhere, .mixed, .incomparable: return nil
    }
    let (first, last) = (finding.firstDay, finding.lastDay)
    let when =
      first == last
      ? text("on \(first)", "\(first)") : text("from \(days(first, last))", days(first, last))
    return text(
      "\(name(finding.subject)) reached \(place) only, \(when)"
        + "\(expected.map { "; at equal rates the others would have received about \($0) packets" } ?? "").",
      "\(name(finding.subject))は\(place)でのみ観測された（\(when)）"
        + "\(expected.map { "。ほかのセンサーでも同じ頻度であれば約\($0)パケットが届いたはずである" } ?? "")。"
    )
  }

  private func sentenceAboutDifference(_ finding: VantageFinding) -> String? {
    // A difference between groups whose ratio may as well be 1 is none to speak of.
    guard let more = finding.heardMore, let estimate = finding.ratio,
      estimate.lower > 1 || estimate.upper.map({ $0 < 1 }) ?? false
    else { return nil }
    let interval = interval(estimate) { ratio($0) }
    let week = finding.claim == .theseSensors
    return text(
      "\(name(finding.subject)) reached \(attribute(more))sensors more\(week ? ", week for week" : "") "
        + "(domestic to overseas ×\(ratio(estimate.value)), 95 % interval \(interval)).",
      "\(name(finding.subject))は\(week ? "週ごとに見て" : "")\(attribute(more))センサーのほうで多く観測された"
        + "（国内と海外の比は\(ratio(estimate.value))、95 %区間 \(interval)）。"
    )
  }
}
