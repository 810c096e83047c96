extension RuleSet {
  /// For each tag that packets can hint at, from how many packets of a source its hints count.
  public var thresholds: [String: Int] {
    Dictionary(tags.filter { $0.packets > 1 }.map { ($0.id, $0.packets) }) { first, _ in first }
  }
}
