import Hummingbird
import Reporting
import Synchronization

/// Answers that everyone gets alike, kept for a short while: they rest on the same facts for a day.
final class PublicShelf: Sendable {
  /// By what answers differ.
  struct Key: Hashable, Sendable {
    var path: String
    var query: String
    var language: Language
    var display: Display
    var isCSV = false
  }

  private struct Entry {
    var answer: Answer
    var until: Int64
  }

  /// How long an answer is kept.
  ///
  /// Unit: nanoseconds.
  private static let lifetime: Int64 = 60_000_000_000
  private static let most = 256
  private static let longestQuery = 200

  private let entries = Mutex<[Key: Entry]>([:])

  /// The answer that is kept; nil where none is.
  func answer(_ key: Key, at time: Int64) -> Answer? {
    entries.withLock { entries in
      entries[key].flatMap { $0.until > time ? $0.answer : nil }
    }
  }

  /// Keeps an answer, unless it is one of many that nobody asks for again.
  func keep(_ answer: Answer, as key: Key, at time: Int64) {
    guard answer.status == .ok, answer.cookies.isEmpty, !answer.isSecret, answer.stream == nil,
      key.query.utf8.count <= Self.longestQuery
    else { return }
    entries.withLock { entries in
      if entries.count >= Self.most { entries = entries.filter { $0.value.until > time } }
      guard entries.count < Self.most else { return }
      entries[key] = Entry(answer: answer, until: time + Self.lifetime)
    }
  }
}
