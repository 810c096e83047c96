/// The fields of a query or of a form, as browsers write them (WHATWG URL, section 5: application/x-www-form-urlencoded).
struct FormFields: Hashable, Sendable {
  /// A name with its value.
  private struct Field: Hashable, Sendable {
    var name: String
    var value: String
  }

  /// More are no form of ours.
  static let most = 100

  private let fields: [Field]

  /// The fields of a text.
  ///
  /// - Parameter text: The query without its question mark, or the body.
  /// - Throws: What cannot be read: a broken percent sign, other text than UTF-8, control characters, too many fields.
  init(_ text: some StringProtocol) throws(WebError) {
    let pairs = text.utf8.split(separator: UInt8(ascii: "&"))
    guard pairs.count <= Self.most else {
      throw .field("the query", "it has more than \(Self.most) fields", "leave some out")
    }
    var fields: [Field] = []
    for pair in pairs {
      let parts = pair.split(
        separator: UInt8(ascii: "="),
        maxSplits: 1,
        omittingEmptySubsequences: false
      )
      guard let name = Self.decoded(parts[0]),
        let value = parts.count == 2 ? Self.decoded(parts[1]) : ""
      else {
        throw .field(
          "the query",
          "a field is no text in UTF-8, percent-encoded, without control characters",
          "write % as %25"
        )
      }
      fields.append(Field(name: name, value: value))
    }
    self.fields = fields
  }

  /// No fields.
  init() {
    fields = []
  }

  /// The first value of a field that says something; nil where none does.
  subscript(name: String) -> String? {
    fields.first { $0.name == name && !$0.value.isEmpty }?.value
  }

  /// All values of a field that say something.
  func all(_ name: String) -> [String] {
    fields.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
  }

  /// The names of the fields that say something.
  var names: Set<String> { Set(fields.filter { !$0.value.isEmpty }.map(\.name)) }

  /// The fields as a query, without some of them and with others in their place.
  func query(without names: Set<String> = [], adding: [(String, String)] = []) -> String {
    let kept = fields.filter { !names.contains($0.name) && !$0.value.isEmpty }
      .map { ($0.name, $0.value) }
    return (kept + adding).map { "\(Self.encoded($0))=\(Self.encoded($1))" }
      .joined(separator: "&")
  }

  /// A text as part of a query.
  static func encoded(_ text: String) -> String {
    var encoded = ""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: ","):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += digits.utf8.count == 1 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return encoded
  }

  private static func decoded(_ part: some Sequence<UInt8>) -> String? {
    var bytes: [UInt8] = []
    var rest = part.makeIterator()
    while let byte = rest.next() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
          return nil
        }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    guard bytes.allSatisfy({ $0 >= 32 && $0 != 127 }) else { return nil }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
