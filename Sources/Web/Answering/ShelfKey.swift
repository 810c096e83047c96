import HummingbirdCore
import Registry
import Reporting

/// By what two answers, or two pages without what stands around them, can differ.
struct ShelfKey: Hashable, Sendable {
  private static let longestQuery = 200

  var path: String
  var query: String
  var language: Language
  var display = Display()
  var isCSV = false
  /// What of the numbers is seen.
  var sight: Sight
  /// What the reader may do; nil for everyone.
  var role: Role?

  /// Whether it may be one that somebody asks for again.
  var isShort: Bool { query.utf8.count <= Self.longestQuery }
}

extension ShelfKey {
  /// The key of a request.
  init(_ request: WebRequest) {
    self.init(
      path: request.path,
      query: request.request.uri.query ?? "",
      language: request.language,
      display: request.display,
      isCSV: (try? request.wantsCSV) ?? false,
      sight: request.sight,
      role: request.reader.account?.role
    )
  }
}
