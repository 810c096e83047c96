/// What became of a segment that was given to the archive.
public enum ArchiveOutcome: Sendable {
  /// It is in the archive and survives a loss of power.
  case stored(ArchivedSegment)
  /// The archive had it before, with the same contents.
  case alreadyThere(ArchivedSegment)
  /// It is no whole segment, or the archive has another of its identity; it is in quarantine.
  case refused(SegmentError)
}
