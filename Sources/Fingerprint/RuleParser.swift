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
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      parser.line += 1
      try parser.read(line.prefix { $0 != "#" })
    }
    try parser.finish()
    return parser.rules
  }

  private func error(_ message: String, line: Int? = nil) -> RuleError {
    RuleError(file: file, line: line ?? self.line, message: message)
  }

  private mutating func read(_ text: Substring) throws(RuleError) {
    let words = text.split { $0 == " " || $0 == "\t" || $0 == "\r" }
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
      let parts = rest.split(separator: " ", omittingEmptySubsequences: true)
      guard let dots = parts.firstIndex(of: ".."), parts.count <= 3 else {
        throw error("`valid` takes two dates with .. between: `2024-03-21 ..`")
      }
      draft.validFrom = dots == 0 ? .min : try day(parts[0])
      draft.validUntil = dots + 1 == parts.count ? .max : try day(parts[dots + 1])
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
  }

  private func day(_ text: Substring) throws(RuleError) -> Int64 {
    guard let day = CivilDay(text) else {
      throw error("`\(text)` is no day; write it as 2024-03-21")
    }
    return day.start
  }

  private func condition(
    _ text: String
  ) throws(RuleError) -> (terms: [Term], ports: [UInt16]?, text: String) {
    var terms: [Term] = []
    var ports: [UInt16]?
    var rest = text[...]
    while true {
      let parts = rest.split(separator: " and ", maxSplits: 1)
      guard let clause = parts.first else { throw error("a condition is missing") }
      if clause.hasPrefix("targetPort in "), clause.contains(",") {
        var list: [UInt16] = []
        for item in clause.dropFirst(14).split(separator: ",") {
          guard let port = UInt16(item) else { throw error("`\(item)` is no port") }
          list.append(port)
        }
        ports = list
      } else {
        terms.append(try comparison(clause))
      }
      guard parts.count == 2 else { break }
      rest = parts[1]
    }
    return (terms, ports, text)
  }

  /// `FIELDS [& MASK] OPERATOR VALUE`, `FIELDS == FIELDS` or `FIELD in LOW..HIGH`.
  private func comparison(_ text: Substring) throws(RuleError) -> Term {
    let operators = [" == ", " != ", " >= ", " <= ", " > ", " < ", " in "]
    guard let sign = operators.first(where: { text.contains($0) }) else {
      throw error("`\(text)` has no comparison; use == != >= <= > < or in")
    }
    let sides = text.split(separator: sign, maxSplits: 1)
    guard sides.count == 2 else { throw error("`\(text)` has only one side") }
    var (left, mask) = try masked(sides[0])
    let shift = left.count == 1 ? left[0].shift : 0
    if let first = sides[1].first, first.isLetter, sides[1] != "none" {
      guard sign == " == " || sign == " != " else {
        throw error("two fields are compared with == or !=")
      }
      left += try words(sides[1])
      return try term(left, mask: mask, low: 0, high: 0, negated: sign == " != ")
    }
    let (low, high): (UInt32, UInt32)
    switch sign {
    case " in ":
      let bounds = sides[1].split(separator: "..")
      guard let first = bounds.first, let last = bounds.last, bounds.count <= 2 else {
        throw error("`in` takes LOW..HIGH")
      }
      (low, high) = (try number(first, left), try number(last, left))
    case " >= ": (low, high) = (try number(sides[1], left), .max >> shift)
    case " > ":
      let bound = try number(sides[1], left)
      guard bound < .max >> shift else { throw error("nothing is greater than \(sides[1])") }
      (low, high) = (bound + 1, .max >> shift)
    case " <= ": (low, high) = (0, try number(sides[1], left))
    case " < ":
      let bound = try number(sides[1], left)
      guard bound > 0 else { throw error("nothing is smaller than 0") }
      (low, high) = (0, bound - 1)
    default: (low, high) = (try number(sides[1], left), try number(sides[1], left))
    }
    guard low <= high else { throw error("`\(text)`: the range is empty") }
    return try term(left, mask: mask, low: low, high: high, negated: sign == " != ")
  }

  private func term(
    _ words: [FieldWord],
    mask: UInt32?,
    low: UInt32,
    high: UInt32,
    negated: Bool
  ) throws(RuleError) -> Term {
    guard words.count <= 4 else { throw error("a comparison takes at most four fields") }
    guard words.count == 1 || words.allSatisfy({ $0.shift == 0 }) else {
      throw error("protocol, version, icmpType and dontFragment cannot be combined with ^")
    }
    guard !words.contains(where: \.isSwapped) else {
      throw error("destinationSwapped is for `constant` only")
    }
    let shift = words.count == 1 ? words[0].shift : 0
    guard high <= .max >> shift else { throw error("\(high) is more than the field can be") }
    return Term(
      operands: words.map { word in
        Term.Operand(field: word.field, mask: word.mask & (mask.map { $0 << shift } ?? .max))
      },
      low: low << shift,
      width: (high - low) << shift,
      isNegated: negated
    )
  }

  /// `(a ^ b) & MASK`, `a & MASK`, `a ^ b`.
  private func masked(_ text: Substring) throws(RuleError) -> ([FieldWord], UInt32?) {
    let parts = text.split(separator: " & ", maxSplits: 1)
    let mask: UInt32? = parts.count == 2 ? try number(parts[1], []) : nil
    return (try words(parts[0].filter { $0 != "(" && $0 != ")" }[...]), mask)
  }

  private func words(_ text: Substring) throws(RuleError) -> [FieldWord] {
    var words: [FieldWord] = []
    for name in text.split(separator: " ^ ") {
      guard let word = FieldWord.all[String(name)] else {
        throw error(
          "unknown field `\(name)`; fields are \(FieldWord.all.keys.sorted().joined(separator: ", "))"
        )
      }
      words.append(word)
    }
    guard !words.isEmpty else { throw error("a field is missing") }
    return words
  }

  private func operands(_ text: Substring) throws(RuleError) -> [Term.Operand] {
    try words(text).map { Term.Operand(field: $0.field, mask: $0.mask, isSwapped: $0.isSwapped) }
  }

  private func number(_ text: Substring, _ words: [FieldWord]) throws(RuleError) -> UInt32 {
    if words.first?.field == .optionKinds {
      if text == "none" { return 0 }
      var packed: UInt32 = 0
      let kinds = text.split(separator: "-")
      for kind in kinds {
        guard let value = UInt32(kind), value < 15, kinds.count <= 8 else {
          throw error("`\(text)`: option kinds are up to eight numbers below 15: 2-1-3-1-1-4")
        }
        packed = packed << 4 | value + 1
      }
      return packed
    }
    if text == "none" { return .max }
    let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    guard let value else { throw error("`\(text)` is no number of 32 bits") }
    return value
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
            conjunction: Conjunction($0.terms + [applies]),
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
