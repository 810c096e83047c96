/// The keys and values of a settings file: the part of YAML that is `key: value` and lists of `- item`.
///
/// Every such file is YAML and means the same to any reader of it; whatever else YAML allows is refused
/// with its line, never guessed (docs/formats/sensor-configuration.md).
struct SettingsText {
  /// A text and the line it stands on, counted from 1.
  struct Scalar: Hashable {
    var text: String
    var line: Int
  }

  /// What stands behind a key.
  enum Value: Hashable {
    case scalar(Scalar)
    case list([Scalar])
  }

  /// A key with its value.
  struct Entry {
    var key: Scalar
    var value: Value
  }

  /// The most bytes that such a file has.
  static let longest = 64 << 10
  /// What a bare value may not begin with, because YAML means something else by it.
  private static let reserved: Set<Character> = [
    "&", "*", "!", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "?", "\"", "'", "#", ":",
  ]

  /// The entries in the order of the file; no key twice.
  private(set) var entries: [Entry] = []
  private let path: String

  /// Reads a text; `path` is the file's name for the error.
  init(_ text: String, path: String) throws(SensorError) {
    self.path = path
    var line = 0
    for row in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      let content = row.drop { $0 == " " }
      guard let first = content.first, first != "#" else { continue }
      guard !content.contains("\t") else {
        throw fault(line, "there is a tab", "write spaces instead")
      }
      let isItem = content == "-" || content.hasPrefix("- ")
      if isItem {
        try appendItem(content.dropFirst(), line)
      } else if content.startIndex == row.startIndex {
        try appendEntry(content, line)
      } else {
        throw fault(
          line,
          "it is indented and no item of a list",
          "write key: value at its beginning"
        )
      }
    }
    for entry in entries where entry.value == .list([]) {
      throw fault(entry.key.line, "\(entry.key.text) has no value", "write one, or remove the key")
    }
  }

  /// A fault of a line of the file.
  func fault(_ line: Int, _ rule: String, _ remedy: String) -> SensorError {
    SensorError(place: "\(path), line \(line)", rule: rule, remedy: remedy)
  }

  private mutating func appendEntry(_ content: Substring, _ line: Int) throws(SensorError) {
    let name = content.prefix { $0.isASCII && ($0.isLowercase || $0 == "-") }
    let rest = content.dropFirst(name.count)
    guard !name.isEmpty, rest.first == ":", rest.count == 1 || rest.dropFirst().first == " " else {
      throw fault(line, "this is no key with a value", "write key: value")
    }
    guard !entries.contains(where: { $0.key.text == name }) else {
      throw fault(line, "the key \(name) is there twice", "remove one of them")
    }
    let text = try scalar(rest.dropFirst(), line)
    entries.append(
      Entry(
        key: Scalar(text: String(name), line: line),
        value: text.map { .scalar(Scalar(text: $0, line: line)) } ?? .list([])
      )
    )
  }

  private mutating func appendItem(_ content: Substring, _ line: Int) throws(SensorError) {
    guard let last = entries.indices.last, case .list(let items) = entries[last].value else {
      throw fault(
        line,
        "this item belongs to no list",
        "write key: alone on a line above the items"
      )
    }
    guard let text = try scalar(content, line) else {
      throw fault(line, "this item is empty", "write its value behind the dash, or remove it")
    }
    entries[last].value = .list(items + [Scalar(text: text, line: line)])
  }

  /// The value in a part of a line, nil where there is none.
  private func scalar(_ part: Substring, _ line: Int) throws(SensorError) -> String? {
    let text = part.drop { $0 == " " }
    guard let first = text.first, first != "#" else { return nil }
    if first == "\"" || first == "'" { return try quoted(text.dropFirst(), first, line) }
    guard !Self.reserved.contains(first), text != "-", !text.hasPrefix("- ") else {
      throw fault(line, "\(first) begins a form of YAML that is not read here", "put it in quotes")
    }
    var value = ""
    for character in text {
      if character == "#", value.last == " " { break }
      value.append(character)
    }
    while value.last == " " { value.removeLast() }
    guard !value.contains(": "), !value.hasSuffix(":") else {
      throw fault(line, "a value with a colon can be read in two ways", "put it in quotes")
    }
    return value
  }

  private func quoted(
    _ text: Substring,
    _ quote: Character,
    _ line: Int
  ) throws(SensorError) -> String {
    var value = ""
    var rest = text
    while let character = rest.popFirst() {
      if character == quote {
        if quote == "'", rest.first == "'" {
          value.append(quote)
          rest.removeFirst()
          continue
        }
        let behind = rest.drop { $0 == " " }
        guard behind.isEmpty || (behind.first == "#" && rest.first == " ") else {
          throw fault(line, "something stands behind the closing quote", "remove it")
        }
        return value
      }
      guard character == "\\", quote == "\"" else {
        value.append(character)
        continue
      }
      guard let escaped = rest.popFirst(), escaped == "\\" || escaped == "\"" else {
        throw fault(line, "only \\\\ and \\\" are read behind a backslash", "use single quotes")
      }
      value.append(escaped)
    }
    throw fault(line, "the quote is not closed", "write \(quote) at its end")
  }
}
