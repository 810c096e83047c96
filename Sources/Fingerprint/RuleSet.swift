import Schema
public import Wire

/// Rules that were read and compiled, ready to be matched against batches of packets.
public struct RuleSet: Sendable {
  /// The most tags of a set: a source's tags are one 64-bit word.
  public static let maximumTags = 64
  /// The most rules about a constant of a run: a source remembers as many values.
  public static let maximumConstants = 2

  /// All rules in the order of their file.
  public let rules: [Rule]
  /// The rules that give a tag; the place here is the tag's bit in a source's word.
  public let tags: [Rule]
  /// For each rule its tag's bit, nil for rules that decide a traffic class only.
  public let tagBits: [Int?]
  /// The places in `rules` of rules about a constant of a run.
  public let constants: [Int]
  /// Whether two rules about a constant look at the same packets, which are then found once.
  private let haveSameCandidates: Bool

  /// Reads rules from their text form.
  ///
  /// - Parameters:
  ///   - text: The rules (docs/formats/rules.md).
  ///   - file: The name that errors give.
  ///   - names: The rules to keep; nil keeps all.
  /// - Throws: `RuleError` for a mistake, with its line.
  public init(text: String, file: String, keeping names: Set<String>? = nil) throws(RuleError) {
    rules = try RuleParser.parse(text, file: file).filter { names?.contains($0.id) ?? true }
    tags = rules.filter(\.isTag)
    var bit = -1
    tagBits = rules.map { rule in
      guard rule.isTag else { return nil }
      bit += 1
      return bit
    }
    constants = rules.indices.filter { [rules] in
      if case .constant = rules[$0].predicate { true } else { false }
    }
    haveSameCandidates =
      constants.count == 2 && rules[constants[0]].hasCandidates(of: rules[constants[1]])
    guard tags.count <= Self.maximumTags else {
      throw RuleError(
        file: file,
        line: 1,
        message: "\(tags.count) rules with tags; at most 64 can be told apart"
      )
    }
    guard constants.count <= Self.maximumConstants else {
      throw RuleError(
        file: file,
        line: 1,
        message: "\(constants.count) rules with `constant`; at most 2 can be"
      )
    }
  }

  /// The text of the built-in rules.
  public static var standardText: String {
    String(decoding: PackageResources.default_rules, as: UTF8.self)
  }

  /// The rules that come with the program.
  ///
  /// - Parameter names: The rules to keep; nil keeps all.
  /// - Returns: The rules.
  /// - Throws: `RuleError` if that file has a mistake, which the tests exclude.
  public static func standard(keeping names: Set<String>? = nil) throws(RuleError) -> RuleSet {
    try RuleSet(
      text: standardText,
      file: "default.rules",
      keeping: names
    )
  }

  /// The tag bits of rules that look the source address up in a list.
  public func tagBits(of list: Rule.SourceList) -> UInt64 {
    zip(rules, tagBits).reduce(0) { word, pair in
      guard pair.0.sourceList == list, let bit = pair.1 else { return word }
      return word | 1 << UInt64(bit)
    }
  }

  /// Matches all rules about headers against a batch.
  ///
  /// - Parameters:
  ///   - batch: The packets.
  ///   - times: Bounds of their capture times: `HeaderBatch.timeBounds`, or wider ones.
  ///   - matches: Where the result goes; what it held is replaced.
  public func match(
    _ batch: borrowing HeaderBatch,
    times: (earliest: Int64, latest: Int64),
    into matches: inout RuleMatches
  ) {
    let all = MatchMask(batch.tcpPlaces) | MatchMask(batch.otherPlaces)
    var undecided = all
    for index in TrafficClass.allCases.indices { matches.classes[index] = MatchMask() }
    for index in rules.indices {
      var strong = MatchMask()
      var weak = MatchMask()
      switch rules[index].predicate {
      case .source:
        break
      case .constant(let candidates, _):
        if haveSameCandidates, index == constants[1] {
          weak = matches.weak[constants[0]]
        } else {
          for alternative in candidates { weak = weak | alternative.matches(batch) }
          weak = valid(weak, index, batch, times)
        }
      case .headers(let when, let traits):
        for alternative in when { strong = strong | alternative.matches(batch) }
        strong = valid(strong, index, batch, times)
        if rules[index].packets > 1, !strong.isEmpty {
          weak = strong.filter { place in
            !traits.contains { $0.matches(batch, at: place) }
          }
          strong = strong.subtracting(weak)
        }
        if let trafficClass = rules[index].trafficClass {
          let decided = strong & undecided
          let slot = Int(trafficClass.rawValue)
          matches.classes[slot] = matches.classes[slot] | decided
          undecided = undecided.subtracting(decided)
        }
      }
      matches.strong[index] = strong
      matches.weak[index] = weak
    }
    matches.classes[Int(TrafficClass.other.rawValue)] = undecided
    for (slot, index) in constants.enumerated() {
      guard case .constant(_, let operands) = rules[index].predicate else { continue }
      matches.storeConstants(of: operands, batch, slot: slot)
    }
  }

  /// Takes out the packets that were captured outside of a rule's validity.
  private func valid(
    _ mask: MatchMask,
    _ index: Int,
    _ batch: borrowing HeaderBatch,
    _ times: (earliest: Int64, latest: Int64)
  ) -> MatchMask {
    let (from, until) = (rules[index].validFrom, rules[index].validUntil)
    guard !mask.isEmpty, times.earliest < from || times.latest >= until else { return mask }
    return mask.filter { place in
      let time = batch.timestamps[place]
      return time >= from && time < until
    }
  }
}

extension Rule.Alternative {
  /// The packets of a batch that match this way.
  func matches(_ batch: borrowing HeaderBatch) -> MatchMask {
    let mask = conjunction.matches(batch)
    guard let targetPorts, !mask.isEmpty else { return mask }
    return mask.filter { targetPorts.contains(batch.value(.ports, at: $0) >> 16) }
  }

  /// Whether one packet of a batch matches this way.
  func matches(_ batch: borrowing HeaderBatch, at place: Int) -> Bool {
    conjunction.matches(batch, at: place)
      && targetPorts.map { $0.contains(batch.value(.ports, at: place) >> 16) } ?? true
  }
}
