public import Schema

/// A dated statement of what a packet's headers say about who made it (docs/formats/rules.md).
public struct Rule: Sendable {
  /// What decides whether a packet matches.
  enum Predicate: Sendable {
    /// One of several conjunctions holds, and one of the traits or enough packets of the source.
    case headers(when: [Alternative], traits: [Alternative])
    /// The source's packets of some kind carry one constant although their sequence numbers differ.
    case constant(candidates: [Alternative], operands: [Term.Operand])
    /// The source address lies in a loaded list.
    case source(SourceList)
  }

  /// A list of addresses that a rule refers to.
  public enum SourceList: String, Sendable {
    /// Self-declared scanners of the loaded lists.
    case knownScanner = "known-scanner"
    /// The special-purpose address registries of IANA.
    case specialPurpose = "special-purpose"
  }

  /// One way in which a packet can match: comparisons, and a set of ports where there is one.
  struct Alternative: Hashable, Sendable {
    var conjunction: Conjunction
    var targetPorts: PortSet?
  }

  /// The rule's name in tables and queries: `mirai`, `zmap-ipid`.
  public let id: String
  /// What the rule finds, in a few words.
  public let name: String
  /// From when on the rule means something, in nanoseconds since 1970; `Int64.min` without bound.
  public let validFrom: Int64
  /// Until when the rule means something, exclusive; `Int64.max` without bound.
  public let validUntil: Int64
  /// Where the rule was published.
  public let source: String
  /// How many packets of one source must match when none of them shows a trait besides.
  public let packets: Int
  /// The traffic class that a match decides, nil when it decides none.
  public let trafficClass: TrafficClass?
  /// Whether matches are shown as a tag, or serve the traffic class only.
  public let isTag: Bool
  /// The conditions as the file words them.
  public let condition: String
  let predicate: Predicate

  /// The list that the source address is looked up in, nil for rules about headers.
  public var sourceList: SourceList? {
    if case .source(let list) = predicate { list } else { nil }
  }

  /// Why a packet has this tag: the conditions, how many packets it takes, and the publication.
  public var reason: String {
    let count =
      switch predicate {
      case .constant: "; \(packets) packets of a source that repeat it"
      case .headers(_, let traits) where packets > 1:
        "; \(packets) packets of a source" + (traits.isEmpty ? "" : ", or one with a trait")
      default: ""
      }
    return "\(name): \(condition)\(count); \(source)"
  }

  /// Whether two rules about a constant look at the same packets.
  func hasCandidates(of other: Rule) -> Bool {
    guard case .constant(let mine, _) = predicate, case .constant(let others, _) = other.predicate
    else { return false }
    return mine == others && validFrom == other.validFrom && validUntil == other.validUntil
  }
}
