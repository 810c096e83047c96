import Disclosure
import Reporting
import Schema

/// A report that was made and lies in its folder.
struct KeptReport: Hashable, Sendable {
  /// Who gave it to everyone, and when: `published.json` beside the report's files.
  struct Publication: Hashable, Sendable, Codable {
    /// The account.
    var by: String
    /// The time in UTC.
    var at: String
  }

  /// The name of its folder.
  var name: String
  /// What it was made from, and its files.
  var manifest: ReportManifest
  /// When it was made, in nanoseconds since 1970.
  var made: Int64
  /// Who published it; nil where it is not.
  var publication: Publication?

  /// Whether everyone may read it: it is published, and passed the gate for everyone.
  var isPublic: Bool { publication != nil && passedTheGate }

  /// Whether it was made for everyone.
  var passedTheGate: Bool { manifest.audience == Audience.everyone.rawValue }
}
