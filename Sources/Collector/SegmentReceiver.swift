import Schema
import Segment
import Store

/// Decides what becomes of the bytes that a sensor sends as a segment, and archives them.
struct SegmentReceiver: Sendable {
  /// What became of them.
  enum Outcome: Sendable {
    /// They are in the archive and survive a loss of power.
    case stored
    /// They were there.
    case known
    /// The centre has other contents of this identity; these are in quarantine.
    case conflict(String)
    /// They are no whole plausible segment; they are in quarantine.
    case implausible(String)
    /// They are a segment of another sensor; they are in quarantine.
    case foreign(String)
  }

  /// What a segment may be ahead of the centre's clock, in nanoseconds: a day.
  private static let lead: Int64 = 86_400_000_000_000
  /// 2000-01-01, in nanoseconds since 1970: before it there was no sensor.
  private static let beginning: Int64 = 946_684_800_000_000_000
  /// No interface brings so many packets in the minute of a segment.
  private static let mostPackets: UInt64 = 1_000_000_000_000

  let directory: DataDirectory
  let store: EventStore
  let backlog: SegmentBacklog
  let counters: CentreCounters

  /// Whether a segment is archived or stored already, by what its sender says of it: nothing is read for this.
  func isKnown(_ identity: SegmentIdentity, _ digest: ContentDigest) async throws -> Bool {
    if let pending = backlog.digest(of: identity) { return pending == digest }
    guard !backlog.isNew(identity) else { return false }
    return try await record(of: identity)?.digest == digest.bytes
  }

  /// Verifies and archives a segment.
  ///
  /// - Parameters:
  ///   - bytes: The upload.
  ///   - identity: Who sends it, and under which number.
  ///   - digest: The digest of the bytes.
  ///   - now: The present time, in nanoseconds since 1970.
  /// - Returns: What became of it.
  /// - Throws: `SegmentError` and `StoreError` where the centre cannot take it now.
  func receive(
    _ bytes: [UInt8],
    _ identity: SegmentIdentity,
    _ digest: ContentDigest,
    now: Int64
  ) async throws -> Outcome {
    let segment: ClosedSegment
    switch verified(bytes, identity) {
    case .success(let whole): segment = whole
    case .failure(let fault): return .implausible(try setAside(bytes, identity, fault))
    }
    guard segment.identity.sensor == identity.sensor else {
      let fault = SegmentError(
        path: "\(identity)",
        rule: "it says that it is of sensor \(segment.identity.sensor)",
        remedy: "give each sensor a spool of its own"
      )
      return .foreign(try setAside(bytes, identity, fault))
    }
    if let fault = fault(of: segment, identity, now) {
      return .implausible(try setAside(bytes, identity, fault))
    }
    if !backlog.isNew(identity), let record = try await record(of: identity),
      record.digest != digest.bytes, try directory.archive.find(identity, on: segment.day) == nil
    {
      let fault = SegmentError(
        path: "\(identity)",
        rule: "the centre has other contents of this number, of \(record.day)",
        remedy: "see that no two sensors use one name and that the sensor never numbers anew"
      )
      return .conflict(try setAside(bytes, identity, fault))
    }
    switch try await directory.archive.putWaiting(segment) {
    case .refused(let error): return .conflict(error.description)
    case .alreadyThere(let place):
      backlog.add(segment, at: place, received: now)
      counters.noteKnown()
      return .known
    case .stored(let place):
      backlog.add(segment, at: place, received: now)
      counters.note(received: bytes.count, frames: segment.frameCount)
      return .stored
    }
  }

  private func verified(
    _ bytes: [UInt8],
    _ identity: SegmentIdentity
  ) -> Result<ClosedSegment, SegmentError> {
    Result { () throws(SegmentError) in
      try ClosedSegment(verifying: bytes, path: "\(identity)")
    }
  }

  /// What a segment says that cannot be.
  private func fault(
    of segment: ClosedSegment,
    _ identity: SegmentIdentity,
    _ now: Int64
  ) -> SegmentError? {
    func fault(_ rule: String, _ remedy: String) -> SegmentError {
      SegmentError(path: "\(identity)", rule: rule, remedy: remedy)
    }
    if segment.identity.sequence != identity.sequence {
      return fault(
        "it says that it is number \(segment.identity.sequence)",
        "send each segment under its own number"
      )
    }
    if segment.coverage.start < Self.beginning || segment.coverage.end > now + Self.lead {
      return fault(
        "it is of \(segment.day), which is before 2000 or more than a day ahead",
        "set the sensor's clock, then bring the segment in with hirundo ingest"
      )
    }
    let counts = [segment.received ?? 0, segment.dropped ?? 0]
    if counts.contains(where: { $0 > Self.mostPackets }) {
      return fault(
        "it says that more packets came than any interface brings in its time",
        "send the segment to the makers of the sensor"
      )
    }
    return nil
  }

  /// What the ledger has of an identity and would not take again.
  private func record(of identity: SegmentIdentity) async throws -> SegmentRecord? {
    try await store.segments(of: identity.sensor, numbered: [identity.sequence])
      .first { $0.state != .quarantined }
  }

  private func setAside(
    _ bytes: [UInt8],
    _ identity: SegmentIdentity,
    _ fault: SegmentError
  ) throws(SegmentError) -> String {
    let name = "\(identity.sensor)-\(identity.sequence)\(SegmentName.ending)"
    _ = try directory.quarantine.keep(bytes, name: name, reason: fault)
    return fault.description
  }
}
