import Wire

/// The conditions of rules: comparisons of header fields with numbers and with one another.
extension RuleParser {
  /// The comparisons of a condition, with its list of ports where it has one.
  func condition(
    _ text: String
  ) throws(RuleError) -> (terms: [Term], ports: [UInt16]?, text: String) {
    var terms: [Term] = []
    var ports: [UInt16]?
    var rest = text[...]
    while true {
      let parts = rest.split(separator: " and ", maxSplits: 1)
      guard let clause = parts.first else { throw error("a condition is missing") }
      if clause.hasPrefix("targetPort in "), clause.contains(",") {
        guard ports == nil else { throw error("a condition takes one list of ports") }
        var list: [UInt16] = []
        for item in clause.dropFirst(14).split(separator: ",", omittingEmptySubsequences: false) {
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
    let limit = left.reduce(0) { $0 | $1.limit } & (mask ?? .max)
    guard limit != 0 else { throw error("`\(text)`: the mask leaves nothing to compare") }
    func bound(_ text: Substring) throws(RuleError) -> UInt32 {
      let value = try number(text, left)
      guard value <= limit else {
        throw error("`\(text)` is more than \(sides[0]) can be, which is \(limit)")
      }
      return value
    }
    if let first = sides[1].first, first.isLetter, sides[1] != "none" {
      guard sign == " == " || sign == " != " else {
        throw error("two fields are compared with == or !=")
      }
      left += try words(sides[1])
      return try term(left, mask: mask, low: 0, high: 0, negated: sign == " != ")
    }
    let isEquality = sign == " == " || sign == " != "
    guard isEquality || sides[1] != "none" && left[0].field != .optionKinds else {
      throw error("`none` and option kinds are compared with == or !=")
    }
    let (low, high): (UInt32, UInt32)
    switch sign {
    case " in ":
      let bounds = sides[1].split(separator: "..")
      guard let first = bounds.first, let last = bounds.last, bounds.count <= 2 else {
        throw error("`in` takes LOW..HIGH")
      }
      (low, high) = (try bound(first), try bound(last))
    case " >= ": (low, high) = (try bound(sides[1]), limit)
    case " > ":
      let value = try bound(sides[1])
      guard value < limit else { throw error("`\(text)`: nothing is greater than \(limit)") }
      (low, high) = (value + 1, limit)
    case " <= ": (low, high) = (0, try bound(sides[1]))
    case " < ":
      let value = try bound(sides[1])
      guard value > 0 else { throw error("`\(text)`: nothing is smaller than 0") }
      (low, high) = (0, value - 1)
    default:
      let value = sides[1] == "none" ? try number("none", left) : try bound(sides[1])
      guard sides[1] == "none" || value & ~limit == 0 else {
        throw error("`\(text)`: the mask clears bits of \(sides[1])")
      }
      (low, high) = (value, value)
    }
    guard low <= high else { throw error("`\(text)`: the range is empty") }
    return try term(left, mask: mask, low: low, high: high, negated: sign == " != ")
  }

  private func term(
    _ fields: [FieldWord],
    mask: UInt32?,
    low: UInt32,
    high: UInt32,
    negated: Bool
  ) throws(RuleError) -> Term {
    let words = fields.count == 1 ? fields : fields.map(\.combined)
    guard words.count <= 4 else { throw error("a comparison takes at most four fields") }
    guard words.count == 1 || words.allSatisfy({ $0.shift == 0 }) else {
      throw error("protocol, version, icmpType and dontFragment cannot be combined with ^")
    }
    guard !words.contains(where: \.isSwapped) else {
      throw error("destinationSwapped is for `constant` only")
    }
    let shift = words.count == 1 ? words[0].shift : 0
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

  /// The fields of a constant.
  func operands(_ text: Substring) throws(RuleError) -> [Term.Operand] {
    try words(text).map(\.combined).map {
      Term.Operand(field: $0.field, mask: $0.mask, isSwapped: $0.isSwapped)
    }
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
    if text == "none" {
      guard let field = words.first?.field, field == .maximumSegmentSize || field == .windowScale
      else { throw error("only TCP options can be `none`") }
      return .max
    }
    let value = text.hasPrefix("0x") ? UInt32(text.dropFirst(2), radix: 16) : UInt32(text)
    guard let value else { throw error("`\(text)` is no number of 32 bits") }
    return value
  }
}
