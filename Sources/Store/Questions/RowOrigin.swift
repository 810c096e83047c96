/// Where the rows of an answer came from, in days of the period that can have packets.
public struct RowOrigin: Hashable, Sendable {
  /// Days of which the summaries were asked.
  public var summarisedDays: Int
  /// Days of which every packet was asked.
  public var rawDays: Int

  /// Days of either kind.
  public init(summarisedDays: Int, rawDays: Int) {
    self.summarisedDays = summarisedDays
    self.rawDays = rawDays
  }
}

extension RowOrigin: CustomStringConvertible {
  /// `from summaries of 91 days and raw rows of 1 day`.
  public var description: String {
    func days(_ count: Int) -> String { "\(count) \(count == 1 ? "day" : "days")" }
    return switch (summarisedDays, rawDays) {
    case (0, 0): "no day of the period has packets"
    case (0, _): "from raw rows of \(days(rawDays))"
    case (_, 0): "from summaries of \(days(summarisedDays))"
    default: "from summaries of \(days(summarisedDays)) and raw rows of \(days(rawDays))"
    }
  }
}
