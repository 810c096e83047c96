public import Schema

/// How far the making of summaries is, and what became of it.
public struct SummaryProgress: Hashable, Sendable {
  /// How many days are to be made.
  public var total = 0
  /// Days that are made.
  public var done = 0
  /// Days that stay as they are because some of their raw rows were dropped, in order.
  public var kept: [CivilDay] = []

  /// No day made.
  public init() {}
}
