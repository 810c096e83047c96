/// The date and licence that a source states in its comments or metadata.
struct SourceHeader: Hashable, Sendable {
  var date: DataDate?
  var licence: String?

  /// Takes what a comment line states: `# Generated: Sat, 29 Oct 2022 05:59:54 GMT`, `# License: …`.
  mutating func note(comment: String) {
    guard let colon = comment.firstIndex(of: ":") else { return }
    let key = comment[..<colon].drop { $0 == "#" || $0 == " " }.lowercased()
    let value = comment[comment.index(after: colon)...].drop { $0 == " " }
    switch key {
    case "generated": date = date ?? DataDate(internetDate: value)
    case "license", "licence": licence = licence ?? String(value)
    default: break
    }
  }
}
