public import Schema

/// How many frames of a segment became rows, and why the others did not.
public struct RowCounts: Hashable, Sendable {
  /// Rows that were made.
  public var packets = 0
  /// Frames that made no row, by reason.
  public var drops: [DropReason: Int] = [:]
}
