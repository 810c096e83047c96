/// A value of a claim, as JSON has it.
enum ClaimValue: Hashable, Sendable, Codable {
  case text(String)
  case number(Double)
  case flag(Bool)
  case list([ClaimValue])
  case object([String: ClaimValue])
  case nothing

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([ClaimValue].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: ClaimValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .number(let number): try container.encode(number)
    case .flag(let flag): try container.encode(flag)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    case .nothing: try container.encodeNil()
    }
  }

  /// The text; nil for anything else.
  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The text, or the texts of a list; nothing else counts.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let list): list.compactMap(\.text)
    default: []
    }
  }

  /// The number; nil for anything else, and for what is no time.
  var seconds: Double? {
    if case .number(let number) = self, number.isFinite { number } else { nil }
  }
}
