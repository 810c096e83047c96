public import Schema

/// One thing that retention drops: what is kept of one day in one place.
public struct RetentionStep: Hashable, Sendable {
  /// Where it is kept.
  public enum Kind: String, Hashable, Sendable {
    /// Rows of `packets`, by days in UTC.
    case rows = "raw rows"
    /// Segments in the archive, by days in UTC.
    case archive
    /// Rows of `daily` and `daily_ports`, by days of the reporting zone.
    case summary
  }

  /// Why it goes.
  public enum Reason: Hashable, Sendable {
    /// It is older than that many days.
    case age(days: Int)
    /// Without it the rest fits the budget.
    case budget
  }

  /// Where it is kept.
  public var kind: Kind
  /// The day.
  public var day: CivilDay
  /// The sensors whose segments go; empty beside the archive.
  public var sensors: [String] = []
  /// What it takes on the disk.
  public var bytes: UInt64
  /// Why it goes.
  public var reason: Reason
}

extension RetentionStep.Reason: CustomStringConvertible {
  /// The reason in a few words: `older than 90 days`.
  public var description: String {
    switch self {
    case .age(let days): "older than \(days) days"
    case .budget: "over the budget"
    }
  }
}
