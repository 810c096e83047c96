public import Schema
public import Store

/// Gathers the rows of segments into blocks and inserts them, so that each is in the store exactly once.
///
/// Segments of a day in UTC are gathered until they have enough rows. A few blocks are inserted while the
/// next is gathered; whoever brings segments faster than the store takes them waits. Around the insert the
/// ledger says which segments it carries:
/// ```
/// pending ─▶ days marked dirty ─▶ rows ─▶ stored
/// ```
/// When nobody knows what became of an insert, what is there of its segments is removed before they
/// are sent again. Rows are replaced in the same way, with the removal between `dirty` and the insert.
public actor StoreWriter {
  /// How long, and with how many rows, segments are gathered.
  public struct Limits: Hashable, Sendable {
    /// Rows of a day that make a block.
    public var rows = 400_000
    /// Bytes of all days together, above which the largest day makes a block.
    public var bytes = 64 << 20
    /// Blocks that are inserted at once: the engine puts one into order with one processor.
    public var inserts = 2
    /// The pauses before a store that does not answer is asked again; the error is thrown behind the last.
    public var pauses: [Duration] = Array(repeating: .seconds(1), count: 60)

    /// The usual limits.
    public init() {}
  }

  /// The steps of a replacement, after each of which the machine may stop.
  enum Step: Sendable {
    case pending, dirty, removed, stored
  }

  private struct Gathered {
    var records: [SegmentRecord] = []
    /// The rows of each segment, in Native format.
    var rows: [[UInt8]] = []
    var bytes = 0
    var packets = 0
  }

  private let store: EventStore
  private let zone: ReportingZone
  private let limits: Limits
  /// The present time in nanoseconds since 1970: versions of ledger rows.
  private let now: @Sendable () -> Int64
  private var gathered: [CivilDay: Gathered] = [:]
  private var byteCount = 0
  /// The inserts that are under way, the oldest first.
  private var inserting: [Task<Void, any Error>] = []
  private var version: UInt64 = 0
  /// The days that this writer has marked dirty.
  private var dirty: Set<CivilDay> = []

  /// A writer into a store.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - zone: The reporting zone, whose days are marked dirty.
  ///   - limits: When a block is full, and how long a store that is away is waited for.
  ///   - now: The present time in nanoseconds since 1970.
  public init(
    store: EventStore,
    zone: ReportingZone,
    limits: Limits = Limits(),
    now: @escaping @Sendable () -> Int64
  ) {
    self.store = store
    self.zone = zone
    self.limits = limits
    self.now = now
  }

  /// Takes a segment whose file is in the archive; returns when there is room for another.
  func add(_ segment: consuming SegmentRows) async throws {
    let day = segment.record.day
    byteCount += segment.rows.count
    gathered[day, default: Gathered()].packets += Int(segment.record.packets)
    gathered[day, default: Gathered()].records.append(segment.record)
    gathered[day, default: Gathered()].bytes += segment.rows.count
    if !segment.rows.isEmpty { gathered[day, default: Gathered()].rows.append(segment.rows) }
    if let full = gathered.first(where: { $0.value.packets >= limits.rows })?.key {
      try await insert(day: full)
    } else if byteCount > limits.bytes,
      let largest = gathered.max(by: { $0.value.bytes < $1.value.bytes })?.key
    {
      try await insert(day: largest)
    }
  }

  /// Inserts all that was gathered, and returns when it is stored.
  public func flush() async throws {
    while let day = gathered.keys.min() { try await insert(day: day) }
    try await waitForInserts(atMost: 0)
  }

  /// Removes what an interrupted insert left of segments, and inserts them again.
  ///
  /// - Parameters:
  ///   - pending: Segments that the ledger has as pending.
  ///   - rows: Makes a segment's rows from the archive; nil where it cannot be read any more.
  /// - Throws: `StoreError` where the store stays away, and what `rows` throws.
  func recover(
    _ pending: [SegmentRecord],
    rows: (SegmentRecord) throws -> SegmentRows?
  ) async throws {
    try await waiting { try await self.store.removeRows(of: pending) }
    for record in pending {
      if let segment = try rows(record) { try await add(segment) }
    }
    try await flush()
  }

  /// Puts new rows of segments in place of those that are in the store.
  ///
  /// From the ledger's `pending` to its `stored` an interruption leaves what `recover` finishes.
  ///
  /// - Parameters:
  ///   - segments: Segments whose rows are stored, or were being inserted.
  ///   - done: Told of each step; what it throws ends the replacement there.
  ///   - rows: Makes a segment's rows; called once for each, in their order.
  /// - Throws: `StoreError` where the store stays away, and what `done` and `rows` throw.
  func replace(
    _ segments: [SegmentRecord],
    after done: @Sendable (Step) throws -> Void = { _ in },
    rows: (SegmentRecord) throws -> SegmentRows
  ) async throws {
    guard !segments.isEmpty else { return }
    try await flush()
    // Above all that the ledger has, even where the clock was set back.
    version = segments.reduce(version) { max($0, $1.version) }
    let number = nextVersion()
    let pending = segments.map { record in
      var record = record
      record.state = .pending
      record.version = number
      return record
    }
    try await waiting { try await self.store.record(pending) }
    try done(.pending)
    try await markDirty(segments)
    try done(.dirty)
    try await waiting { try await self.store.removeRows(of: segments) }
    try done(.removed)
    for record in pending { try await add(try rows(record)) }
    try await flush()
    try done(.stored)
  }

  private func insert(day: CivilDay) async throws {
    try await waitForInserts(atMost: limits.inserts - 1)
    // Another caller may have taken the day while this one waited.
    guard let block = gathered.removeValue(forKey: day) else { return }
    byteCount -= block.bytes
    inserting.append(Task { try await self.insert(block) })
  }

  /// Waits for the oldest inserts until few enough are under way.
  private func waitForInserts(atMost count: Int) async throws {
    while inserting.count > count {
      let oldest = inserting[0]
      // Whoever waits for the same one finds it gone; a failed one stays, and fails them all.
      try await oldest.value
      if inserting.first == oldest { inserting.removeFirst() }
    }
  }

  private func insert(_ block: Gathered) async throws {
    let number = nextVersion()
    var records = block.records.map { record in
      var record = record
      record.state = .pending
      record.version = number
      record.block = number
      return record
    }
    try await waiting { [records] in try await self.store.record(records) }
    try await markDirty(records)
    if !block.rows.isEmpty { try await insert(rows: block.rows, of: records) }
    let done = nextVersion()
    for index in records.indices {
      records[index].state = .stored
      records[index].version = done
    }
    try await waiting { [records] in try await self.store.record(records) }
  }

  private func insert(rows: [[UInt8]], of records: [SegmentRecord]) async throws {
    var isUnknown = false
    try await waiting {
      // Whatever an insert without an answer left is removed first; nothing is there twice.
      if isUnknown { try await self.store.removeRows(of: records) }
      isUnknown = true
      try await self.store.insert(packets: rows)
    }
  }

  /// Says that days are summarised now: rows that follow mark theirs dirty again.
  func forgetDirtyDays() { dirty = [] }

  private func markDirty(_ records: [SegmentRecord]) async throws {
    var days: Set<CivilDay> = []
    for record in records where record.packets > 0 {
      let first = zone.day(of: record.times.lowerBound).day
      let last = zone.day(of: record.times.upperBound).day
      for number in first.number...last.number { days.insert(CivilDay(number: number)) }
    }
    days.subtract(dirty)
    guard !days.isEmpty else { return }
    let version = nextVersion()
    try await waiting { [days] in
      try await self.store.markDirty(days, zone: self.zone.name, version: version)
    }
    dirty.formUnion(days)
  }

  /// Does something again while the store is away, as long as the limits say.
  private func waiting(_ body: () async throws -> Void) async throws {
    for pause in limits.pauses {
      do {
        return try await body()
      } catch let error as StoreError where error.isRetriable || error.kind == .unknownOutcome {
        try await Task.sleep(for: pause)
      }
    }
    try await body()
  }

  /// A number above all that this writer has given, for a row of the ledger.
  func nextVersion() -> UInt64 {
    version = max(version + 1, UInt64(clamping: now()))
    return version
  }
}
