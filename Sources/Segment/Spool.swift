import Synchronization
import Wire

/// The closed segments of a sensor on its own disk, until the centre has them and beyond.
///
/// ```
/// spool/20240715T093000Z-00000000000000000007.pcapng.zst           the centre does not have it
/// spool/shipped/…                                                  the centre has it
/// spool/refused/…, ….reason                                        the centre will not have it
/// spool/open/                                                      journals of open segments
/// spool/gaps.json                                                  what was lost unshipped
/// spool/lock                                                       who owns all this
/// ```
/// The folder is the state: a start reads it anew, whenever the machine stopped. A spool that is full
/// lets go of what the centre has, oldest first, then of what it refused, and only then of what it
/// does not have, which becomes a gap. docs/formats/spool.md says the rules and why.
public final class Spool: Sendable {
  private let folder: Folder
  private let limits: SpoolLimits
  private let now: @Sendable () -> Int64
  private let lock: DirectoryLock
  private let contents: Mutex<SpoolContents>

  /// Opens the spool of a folder, which is made where it is not there, and clears up after a crash.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - limits: How much it may keep, and how long.
  ///   - now: The present time, in nanoseconds since 1970.
  /// - Throws: Who owns the spool already, or what in the folder cannot be used.
  public convenience init(
    folder: String,
    limits: SpoolLimits = SpoolLimits(),
    now: @escaping @Sendable () -> Int64
  ) throws(SegmentError) {
    try self.init(folder: folder, limits: limits, now: now, observe: { _ in })
  }

  init(
    folder path: String,
    limits: SpoolLimits,
    now: @escaping @Sendable () -> Int64,
    observe: @escaping @Sendable (SpoolContents.Step) -> Void
  ) throws(SegmentError) {
    folder = Folder(path)
    self.limits = limits
    self.now = now
    try folder.make()
    lock = try DirectoryLock(
      file: "\(path)/lock",
      of: path,
      command: "hirundo-sensor",
      since: now(),
      remedy: "wait until that ends, or stop it: a sensor runs once"
    )
    contents = Mutex(try SpoolContents(in: folder, observe: observe))
  }

  /// The folder in which journals of open segments lie.
  public var journalFolder: String { "\(folder.path)/open" }

  /// Puts a closed segment into the spool; once this returns, it survives a loss of power.
  ///
  /// Room is made before. A segment whose number is not above all that were here is passed over: it
  /// is one that a crash left in its journal too.
  ///
  /// - Parameter segment: The segment.
  /// - Throws: Why it could not be kept; its loss is a gap then.
  public func add(_ segment: ClosedSegment) throws(SegmentError) {
    let time = now()
    try contents.withLock { contents throws(SegmentError) in
      guard segment.identity.sequence > contents.lastSequence else { return }
      try contents.add(segment, within: limits, at: time)
    }
  }

  /// The oldest segments that the centre does not have, oldest first.
  ///
  /// - Parameters:
  ///   - count: How many at most.
  ///   - besides: The numbers of those that are not wanted, as they are on their way.
  /// - Returns: The segments.
  public func unshipped(_ count: Int, besides: Set<UInt64> = []) -> [SpooledSegment] {
    contents.withLock { contents in
      var found: [SpooledSegment] = []
      for segment in contents.unshipped where !besides.contains(segment.sequence) {
        guard found.count < count else { break }
        found.append(segment)
      }
      return found
    }
  }

  /// The bytes of a segment that the centre does not have.
  ///
  /// - Parameter segment: The segment.
  /// - Returns: Its compressed bytes.
  /// - Throws: Why it cannot be read; where its file is gone, which is a gap then.
  public func bytes(of segment: SpooledSegment) throws(SegmentError) -> [UInt8] {
    let path = "\(folder.path)/\(segment.name)"
    if let file = try StoredFile.ifPresent(path) {
      return try file.read(at: 0, atMost: ClosedSegment.longestFile)
    }
    try contents.withLock { contents throws(SegmentError) in try contents.miss(segment) }
    throw SegmentError(
      path: path,
      rule: "the segment is gone from the spool",
      remedy: "let nothing but the sensor remove files there; the centre is told of the gap"
    )
  }

  /// Notes that the centre has a segment, which is kept as long as there is room.
  ///
  /// - Parameter segment: The segment; one that is not in the spool any more is well.
  /// - Throws: Why its file cannot be moved.
  public func markShipped(_ segment: SpooledSegment) throws(SegmentError) {
    try contents.withLock { contents throws(SegmentError) in
      try contents.settle(segment, as: .shipped)
    }
  }

  /// Takes a segment out of the way that the centre will not have, with the reason beside it.
  ///
  /// - Parameters:
  ///   - segment: The segment; one that is not in the spool any more is well.
  ///   - reason: Why, as one sentence.
  /// - Throws: Why its file cannot be moved.
  public func setAside(_ segment: SpooledSegment, because reason: String) throws(SegmentError) {
    try contents.withLock { contents throws(SegmentError) in
      try contents.settle(segment, as: .refused(reason))
    }
  }

  /// Notes that the segment of a journal cannot be recovered, and takes the journal out of the way.
  ///
  /// A journal in which nothing was written is no loss, and its number was never used.
  ///
  /// - Parameters:
  ///   - path: The journal, in `journalFolder`.
  ///   - reason: Why, as one sentence.
  /// - Throws: Why the file cannot be moved.
  public func abandon(journal path: String, because reason: String) throws(SegmentError) {
    try contents.withLock { contents throws(SegmentError) in
      try contents.abandon(String(Folder.name(of: path)), because: reason)
    }
  }

  /// A number that no segment here has or had.
  ///
  /// - Parameter atLeast: The least number that it may be.
  /// - Returns: The number.
  public func nextSequence(atLeast: UInt64) -> UInt64 {
    contents.withLock { max(atLeast, $0.lastSequence + 1, 1) }
  }

  /// How full it is, and what it has lost.
  public var state: SpoolState {
    contents.withLock { contents in
      SpoolState(
        unshippedSegments: UInt64(contents.unshipped.count),
        unshippedBytes: contents.unshipped.reduce(0) { $0 + UInt64($1.length) },
        shippedBytes: (contents.shipped + contents.refused).reduce(0) { $0 + UInt64($1.length) },
        freeBytes: UInt64(max(0, folder.freeBytes ?? 0)),
        lastSequence: contents.lastSequence,
        gaps: contents.ledger.gaps
      )
    }
  }
}
