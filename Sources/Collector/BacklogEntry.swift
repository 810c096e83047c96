import Segment

/// A segment that is in the archive and whose rows may not be in the store.
struct BacklogEntry: Sendable {
  /// Where the archive keeps it.
  var place: ArchivedSegment
  /// The segment itself, nil where memory is short and it is read again.
  var segment: ClosedSegment?
  /// When it was received, in nanoseconds since 1970.
  var received: Int64
  /// Whether the ledger may have it already.
  var isPerhapsKnown: Bool
}
