import Hummingbird
import Reporting

/// A list as programs take it: JSON, or CSV under the heads of the command line.
struct Listing<Value: Encodable> {
  /// What JSON is made of.
  var value: Value
  /// The heads of CSV.
  var columns: [String]
  /// The cells of CSV.
  var rows: [[String]]

  /// The answer in the form that the request takes.
  func answer(to request: WebRequest) throws -> Answer {
    guard try request.wantsCSV else { return try .json(value) }
    // Lines end as on the command line.
    let lines = ([columns] + rows).map { CSV.row($0) + "\n" }
    return Answer(.csv, lines.flatMap(\.utf8))
  }
}

extension WebRequest {
  /// Whether a list is asked for as CSV: by the field `format`, or else by `Accept` (RFC 9110, section 12.5.1).
  var wantsCSV: Bool {
    get throws(WebError) {
      switch query["format"] {
      case "csv": true
      case "json": false
      case nil: weight(of: "text/csv") > weight(of: "application/json")
      default: throw .field("format", "there is no such form of a list", "write json or csv")
      }
    }
  }

  /// How much a type is wanted, from 0 to 1; JSON is what is given to who takes anything.
  private func weight(of type: String) -> Double {
    for part in (request.headers[.accept] ?? "").lowercased().split(separator: ",") {
      let words = part.split(separator: ";").map { $0.filter { $0 != " " } }
      guard words.first == type else { continue }
      return words.dropFirst().first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) } ?? 1
    }
    return 0
  }
}
