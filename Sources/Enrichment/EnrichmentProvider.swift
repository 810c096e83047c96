import Synchronization

/// Holds the present snapshot and lets it be exchanged while others read.
///
/// A reader takes the snapshot once a batch and keeps it as long as it likes; an exchange does not
/// wait for readers, and every batch sees one state of the data. The lock is held only while a
/// snapshot is copied, which copies references.
public final class EnrichmentProvider: Sendable {
  private let present: Mutex<EnrichmentSnapshot>

  /// A provider that begins with a snapshot.
  public init(_ snapshot: EnrichmentSnapshot) {
    present = Mutex(snapshot)
  }

  /// The present snapshot.
  public var snapshot: EnrichmentSnapshot {
    present.withLock { $0 }
  }

  /// Puts a snapshot in the place of the present one, and returns that.
  @discardableResult
  public func swap(_ snapshot: EnrichmentSnapshot) -> EnrichmentSnapshot {
    present.withLock { present in
      let former = present
      present = snapshot
      return former
    }
  }
}
