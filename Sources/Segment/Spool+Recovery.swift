extension Spool {
  /// What became of the journals that a crash had left.
  public struct Recovery: Sendable {
    /// The segments that were made of them.
    public fileprivate(set) var segments: [SegmentJournal.Recovery] = []
    /// Why others gave none, or could not be kept.
    public fileprivate(set) var faults: [SegmentError] = []
  }

  /// Makes segments of the journals that a crash has left, and puts them into the spool.
  ///
  /// For the one who writes journals, before the first. A journal whose segment is in the spool is removed.
  ///
  /// - Returns: What became of them.
  /// - Throws: Why the folder of the journals cannot be read or changed.
  public func recoverJournals() throws(SegmentError) -> Recovery {
    var recovery = Recovery()
    let folder = Folder(journalFolder)
    var journals: [(name: String, sequence: UInt64)] = []
    for name in try folder.names() where name.hasSuffix(SegmentJournal.ending) {
      guard let segment = SegmentName(name.dropLast(5)) else { continue }
      journals.append((name, segment.sequence))
    }
    for journal in journals.sorted(by: { $0.sequence < $1.sequence }) {
      let path = "\(journalFolder)/\(journal.name)"
      // It may be closed and in the spool, and the crash came before the journal was removed.
      guard journal.sequence >= nextSequence(atLeast: 1) else {
        try folder.remove(journal.name)
        continue
      }
      do throws(SegmentError) {
        let recovered = try SegmentJournal.recover(path)
        try add(recovered.segment)
        recovery.segments.append(recovered)
        try folder.remove(journal.name)
      } catch {
        recovery.faults.append(error)
        try abandon(journal: path, because: "\(error)")
      }
    }
    return recovery
  }
}
