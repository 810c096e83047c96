/// A language in which documents are written.
public enum Language: String, CaseIterable, Hashable, Sendable, Codable {
  /// English.
  case en
  /// Japanese.
  case ja
}
