import Schema

/// A row of `hirundo classify`: packets that have something in common.
struct ClassifiedRow {
  /// One value of a row in JSON.
  enum Value: Encodable {
    case text(String)
    case number(UInt64)

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      switch self {
      case .text(let text): try container.encode(text)
      case .number(let number): try container.encode(number)
      }
    }
  }

  /// What they have in common: a tag, or a stack fingerprint.
  var key: String
  var packets: UInt64
  var sources: Int
  /// When the first and the last were captured, in nanoseconds since 1970.
  var first: Int64
  var last: Int64
  /// Why they belong here.
  var reason: String

  /// The names of all columns but the first.
  static let columns = ["packets", "sources", "first_seen", "last_seen", "reason"]

  /// The row as text.
  var cells: [String] {
    [
      key, "\(packets)", "\(sources)", "\(UTCTime(nanoseconds: first))",
      "\(UTCTime(nanoseconds: last))", reason,
    ]
  }

  /// The row as a JSON object.
  func object(key name: String) -> [String: Value] {
    [
      name: .text(key), "packets": .number(packets), "sources": .number(UInt64(sources)),
      "first_seen": .text("\(UTCTime(nanoseconds: first))"),
      "last_seen": .text("\(UTCTime(nanoseconds: last))"), "reason": .text(reason),
    ]
  }
}
