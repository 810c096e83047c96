/// The words that a document's form adds, in one language.
struct DocumentWords: Hashable, Sendable {
  /// The heading of the list of parts.
  var contents: String
  /// The link over it, for who reads without seeing.
  var skip: String
  /// The heading of where data and rules come from.
  var sources: String
  /// What a cell without a value is called.
  var missing: String
  /// What stands before a notice.
  var notice: String

  /// The words of a language.
  init(_ language: Language) {
    switch language {
    case .en:
      contents = "Contents"
      skip = "Skip to the report"
      sources = "Sources"
      missing = "no value"
      notice = "Note"
    case .ja:
      contents = "目次"
      skip = "本文へ"
      sources = "出典"
      missing = "値なし"
      notice = "注記"
    }
  }
}
