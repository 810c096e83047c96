public import Analysis
import Schema

/// What the lens says of a label at two sides, in words.
public struct SideSentence: Hashable, Sendable {
  /// What the first side is called.
  public var first: String
  /// What the second side is called.
  public var second: String
  private let words: ReportWords

  /// Sentences in a language.
  public init(_ language: Language, first: String, second: String) {
    self.first = first
    self.second = second
    words = ReportWords(language)
  }

  /// The sentence about a finding of `SideComparison`; nil where nothing is claimed.
  public func text(_ finding: VantageFinding) -> String? {
    switch finding.claim {
    case .nothing: nil
    case .presence: presence(finding)
    case .groups, .theseSensors: difference(finding)
    }
  }

  private func name(_ group: SensorGroup) -> String {
    group == SideComparison.first ? first : second
  }

  private func presence(_ finding: VantageFinding) -> String? {
    guard case .group(let group) = finding.reach else { return nil }
    let days = words.days(finding.firstDay, finding.lastDay)
    let subject = words.name(finding.subject)
    let expected = finding.expectedElsewhere.map { words.number($0) }
    return words.text(
      "\(subject) reached \(name(group)) only (\(days))"
        + (expected.map { "; at equal rates the other side would have received about \($0)" } ?? "")
        + ".",
      "\(subject)は\(name(group))でのみ観測されました（\(days)）。"
        + (expected.map { "同じ頻度であれば、もう一方にも約\($0)パケットが届いたはずです。" } ?? "")
    )
  }

  private func difference(_ finding: VantageFinding) -> String? {
    // A difference whose ratio may as well be 1 is none to speak of.
    guard let more = finding.heardMore, let estimate = finding.ratio,
      estimate.lower > 1 || estimate.upper.map({ $0 < 1 }) ?? false
    else { return nil }
    let subject = words.name(finding.subject)
    let ratio = words.ratio(estimate.value)
    let interval = words.interval(estimate) { words.ratio($0) }
    let isByWeek = finding.claim == .theseSensors
    return words.text(
      "\(subject) reached \(name(more)) more\(isByWeek ? ", week for week" : "") (\(first) to \(second) "
        + "×\(ratio), 95 % interval \(interval)).",
      "\(subject)は\(isByWeek ? "週ごとに見て" : "")\(name(more))のほうで多く観測されました（\(first)と\(second)の比は"
        + "\(ratio)、95 %区間 \(interval)）。"
    )
  }
}
