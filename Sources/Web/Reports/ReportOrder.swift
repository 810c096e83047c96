import Disclosure
import Reporting
import Schema

/// A report that somebody wants made.
struct ReportOrder: Hashable, Sendable {
  /// Its days.
  var period: Period
  /// For whom it is.
  var audience: Audience
  /// What its documents are about.
  var kinds: [ReportKind]
  /// Their languages.
  var languages: [Language]
  /// Their forms.
  var formats: [ReportFormat]
  /// Who asked for it.
  var who: String

  /// What it is called in the audit.
  var sentence: String {
    let words =
      kinds.map(\.rawValue) + languages.map(\.rawValue) + formats.map(\.rawValue)
    return "report of \(period), \(audience.rawValue): \(words.joined(separator: " "))"
  }
}
