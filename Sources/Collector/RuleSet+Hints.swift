import Fingerprint

extension RuleSet {
  /// From how many packets of a source its hints of a tag count, for each tag that can be hinted at.
  var hintThresholds: [String: Int] {
    var thresholds: [String: Int] = [:]
    for rule in tags where rule.packets > 1 { thresholds[rule.id] = rule.packets }
    return thresholds
  }
}
