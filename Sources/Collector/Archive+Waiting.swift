import Dispatch
import Segment

extension Archive {
  /// Puts a segment into the archive on a thread that may wait for the disk.
  ///
  /// - Parameter segment: The segment.
  /// - Returns: What became of it.
  /// - Throws: `SegmentError` where it cannot be kept.
  func putWaiting(_ segment: ClosedSegment) async throws -> ArchiveOutcome {
    try await withCheckedThrowingContinuation { waiting in
      DispatchQueue.global().async {
        waiting.resume(with: Result { try put(segment) })
      }
    }
  }
}
