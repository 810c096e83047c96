import Reporting

/// The same words in each language.
struct Phrase: Hashable, Sendable {
  var english: String
  var japanese: String

  init(_ english: String, _ japanese: String) {
    self.english = english
    self.japanese = japanese
  }

  /// The words in a language.
  subscript(language: Language) -> String {
    switch language {
    case .en: english
    case .ja: japanese
    }
  }
}
