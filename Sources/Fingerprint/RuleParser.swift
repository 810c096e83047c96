import Schema
import Wire

/// Reads the text form of rules (docs/formats/rules.md).
struct RuleParser {
  private let file: String
  private var line = 0
  private var rules: [Rule] = []
  private var draft: Draft?

  /// The lines of one rule as they come.
  private struct Draft {
    var id: String
    /// The words that may stand once and have stood.
    var words: Set<String> = []
    var line: Int
    var name: String?
    var validFrom: Int64?
    var validUntil: Int64?
    var source: String?
    var packets = 1
    var trafficClass: TrafficClass?
    var isTag = true
    var applies: Term?
    var appliesWord = ""
    var when: [(terms: [Term], ports: [UInt16]?, text: String)] = []
    var traits: [(terms: [Term], ports: [UInt16]?, text: String)] = []
    var constant: (operands: [Term.Operand], text: String)?
    var list: Rule.SourceList?
  }

  private init(file: String) {
    self.file = file
  }

  /// The rules of a text.
  static func parse(_ text: String, file: String) throws(RuleError) -> [Rule] {
    var parser = RuleParser(file: file)
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      parser.line += 1
      try parser.read(line.prefix { $0 != "#" })
    }
    try parser.finish()
    return parser.rules
  }

  func error(_ message: String, line: Int? = nil) -> RuleError {
    RuleError(file: file, line: line ?? self.line, message: message)
  }

  private mutating func read(_ text: Substring) throws(RuleError) {
    let words = text.split { $0 == " " || $0 == "\t" }
    guard let key = words.first else { return }
    let rest = words.dropFirst().joined(separator: " ")
    if key == "rule" {
      try finish()
      guard words.count == 2 else { throw error("a rule has one name: `rule NAME`") }
      guard !rules.contains(where: { $0.id == rest }) else {
        throw error("the rule \(rest) is there already; give it another name")
      }
      draft = Draft(id: rest, line: line)
    } else {
      guard var draft else { throw error("`\(key)` stands before the first `rule NAME`") }
      try read(String(key), rest, into: &draft)
      self.draft = draft
    }
  }

  private func read(_ key: String, _ rest: String, into draft: inout Draft) throws(RuleError) {
    switch key {
    case "name": draft.name = rest
    case "source": draft.source = rest
    case "untagged": draft.isTag = false
    case "valid":
      let parts = rest.split(separator: " ")
      guard let dots = parts.firstIndex(of: ".."), dots <= 1, parts.count - dots <= 2 else {
        throw error("`valid` takes two dates with .. between: `2024-03-21 ..`")
      }
      let from = dots == 0 ? .min : try day(parts[0])
      let until = dots + 1 == parts.count ? .max : try day(parts[dots + 1])
      guard from < until else { throw error("`valid` ends before it begins: \(rest)") }
      draft.validFrom = from
      draft.validUntil = until
    case "packets":
      guard let count = Int(rest), (1...255).contains(count) else {
        throw error("`packets` takes a number from 1 to 255, not \(rest)")
      }
      draft.packets = count
    case "class":
      guard let value = TrafficClass(rest) else {
        throw error(
          "`\(rest)` is no class; classes are "
            + TrafficClass.allCases.map(\.description).joined(separator: ", ")
        )
      }
      draft.trafficClass = value
    case "applies":
      guard let term = FieldWord.applies(rest) else {
        throw error("`applies` takes one of \(FieldWord.appliesWords), not \(rest)")
      }
      draft.applies = term
      draft.appliesWord = rest
    case "when": draft.when.append(try condition(rest))
    case "trait": draft.traits.append(try condition(rest))
    case "constant": draft.constant = (try operands(rest[...]), "constant \(rest)")
    case "match":
      guard let list = Rule.SourceList(rawValue: rest) else {
        throw error("`match` takes known-scanner or special-purpose, not \(rest)")
      }
      draft.list = list
    default:
      throw error(
        "unknown word `\(key)`; a rule has name, valid, source, class, untagged, applies, when, "
          + "trait, packets, constant, match"
      )
    }
    let isRepeatable = key == "when" || key == "trait"
    guard isRepeatable || draft.words.insert(key).inserted else {
      throw error("`\(key)` stands twice in the rule \(draft.id); keep one")
    }
  }

  private func day(_ text: Substring) throws(RuleError) -> Int64 {
    guard let day = CivilDay(text) else {
      throw error("`\(text)` is no day; write it as 2024-03-21")
    }
    return day.start
  }

  /// Refuses lines that say nothing together, rather than pass over one of them.
  private func refuseNonsense(in draft: Draft) throws(RuleError) {
    func refuse(_ message: String) -> RuleError {
      error("the rule \(draft.id): \(message)", line: draft.line)
    }
    let conditions = draft.when + draft.traits
    if draft.list != nil, !conditions.isEmpty || draft.constant != nil || draft.applies != nil {
      throw refuse("`match` stands without applies, when, trait and constant")
    }
    if draft.list != nil, draft.trafficClass != nil {
      throw refuse("`match` gives a tag and no class: an address says nothing of a packet")
    }
    if !draft.traits.isEmpty, draft.packets < 2 || draft.constant != nil {
      throw refuse(
        "`trait` spares a packet its company: it needs `packets` from 2 and no `constant`"
      )
    }
    if draft.constant != nil, draft.packets < 2 {
      throw refuse("a `constant` is seen over `packets` from 2")
    }
    if !draft.isTag, draft.trafficClass == nil {
      throw refuse("untagged and without `class` it says nothing")
    }
    let isUDP = Term.Operand(field: .shape, mask: 0x00FF_0000)
    for condition in conditions where condition.terms.contains(where: \.readsPayload) {
      let restricts = condition.terms + [draft.applies].compactMap(\.self)
      guard restricts.contains(Term(operands: [isUDP], low: 0x0011_0000, width: 0)) else {
        throw refuse("payload0 to payload12 are UDP's; add `applies udp` or `protocol == 17`")
      }
    }
  }

  private mutating func finish() throws(RuleError) {
    guard let draft else { return }
    self.draft = nil
    func missing(_ word: String) -> RuleError {
      error("the rule \(draft.id) has no `\(word)`", line: draft.line)
    }
    guard let name = draft.name else { throw missing("name") }
    guard let source = draft.source, !source.isEmpty else { throw missing("source") }
    guard let validFrom = draft.validFrom, let validUntil = draft.validUntil else {
      throw missing("valid")
    }
    try refuseNonsense(in: draft)
    let predicate: Rule.Predicate
    var condition = draft.when.map(\.text).joined(separator: " or ")
    if let list = draft.list {
      predicate = .source(list)
      condition = "source in \(list.rawValue) list"
    } else {
      guard let applies = draft.applies else { throw missing("applies") }
      guard !draft.when.isEmpty else { throw missing("when") }
      func compiled(
        _ list: [(terms: [Term], ports: [UInt16]?, text: String)]
      ) -> [Rule.Alternative] {
        list.map {
          Rule.Alternative(
            // A word that every packet satisfies would only be compared for nothing.
            conjunction: Conjunction(
              draft.appliesWord == "any" && !$0.terms.isEmpty ? $0.terms : $0.terms + [applies]
            ),
            targetPorts: $0.ports.map(PortSet.init)
          )
        }
      }
      if let constant = draft.constant {
        predicate = .constant(candidates: compiled(draft.when), operands: constant.operands)
        condition += " and \(constant.text) over packets with different sequence numbers"
      } else {
        predicate = .headers(when: compiled(draft.when), traits: compiled(draft.traits))
      }
      condition = "\(draft.appliesWord), \(condition)"
    }
    rules.append(
      Rule(
        id: draft.id,
        name: name,
        validFrom: validFrom,
        validUntil: validUntil,
        source: source,
        packets: draft.packets,
        trafficClass: draft.trafficClass,
        isTag: draft.isTag,
        condition: condition,
        predicate: predicate
      )
    )
  }
}
