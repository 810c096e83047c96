import Capture
public import Enrichment
public import Fingerprint
public import Schema
public import Segment
public import Store

/// Makes the rows of a period anew from the archive, with other rules or newer data about addresses.
///
/// First it looks what would change (`plan`), then it replaces the rows (`carryOut`), a set of
/// segments after the other. Interrupted anywhere and run again it finishes: each packet is there
/// once. A segment that holds packets of the period is replaced whole.
public struct RetagRun: Sendable {
  /// What would change, and from what the rows are made.
  public struct Plan: Sendable {
    /// The tags and days whose counts change or stay, by tag and day.
    public var changes: [TagChange] = []
    /// Segments whose rows are made anew.
    public var segments = 0
    /// Rows that they have now.
    public var rowsBefore: UInt64 = 0
    /// Rows that they will have.
    public var rowsAfter: UInt64 = 0
    /// One sentence for each segment that cannot be read; its rows stay as they are.
    public var faults: [String] = []
    fileprivate var steps: [ReplayOrder<SegmentRecord>.Step] = []
  }

  /// Packets and segments whose rows are replaced at a time: for so long they are missing.
  struct Limits: Sendable {
    var packets: UInt64 = 4_000_000
    var segments = 5000
  }

  /// The store.
  public var store: EventStore
  /// Where the segments are.
  public var directory: DataDirectory
  /// The new rules.
  public var rules: RuleSet
  /// Where addresses are, as is known now.
  public var enrichment: EnrichmentSnapshot
  /// Where days begin.
  public var zone: ReportingZone
  /// The instants of the packets.
  public var range: TimeRange
  var limits = Limits()
  /// Told of each step of a replacement; tests interrupt there.
  var observe: @Sendable (StoreWriter.Step) throws -> Void = { _ in }

  /// A run over a stretch of time.
  public init(
    store: EventStore,
    directory: DataDirectory,
    rules: RuleSet,
    enrichment: EnrichmentSnapshot,
    zone: ReportingZone,
    range: TimeRange
  ) {
    self.store = store
    self.directory = directory
    self.rules = rules
    self.enrichment = enrichment
    self.zone = zone
    self.range = range
  }

  // MARK: What would change

  /// Reads the segments and counts what the new rows say beside what the present ones do.
  ///
  /// Hints count on both sides as the new rules want: so questions will be answered.
  ///
  /// - Parameter progress: Told how many segments of how many are read.
  /// - Returns: What would change.
  /// - Throws: What concerns more than one segment.
  public func plan(progress: (Int, Int) -> Void = { _, _ in }) async throws -> Plan {
    var plan = Plan()
    let steps = try await steps()
    var tally = TagTally(zone: zone, range: range)
    var rows = RowMaker(rules: rules, enrichment: enrichment)
    var block = PacketBlock(day: CivilDay(number: 0))
    for (index, step) in steps.enumerated() {
      do {
        let counts = try make(step, &rows, &block)
        plan.steps.append(step)
        if step.isWanted {
          plan.segments += 1
          plan.rowsBefore += UInt64(step.segment.packets)
          plan.rowsAfter += UInt64(counts.packets)
          tally.add(block)
        }
      } catch let error as SegmentError {
        plan.faults.append(error.description)
      } catch let error as CaptureError {
        plan.faults.append(error.description)
      }
      progress(index + 1, steps.count)
    }
    plan.changes = try await changes(
      plan.steps.filter(\.isWanted).map(\.segment),
      tally.settled(thresholds)
    )
    return plan
  }

  private var thresholds: [String: Int] { rules.thresholds }

  /// The segments with packets of the period, and those of their captures before them.
  private func steps() async throws -> [ReplayOrder<SegmentRecord>.Step] {
    var order = ReplayOrder<SegmentRecord>()
    var wanted: Set<SegmentIdentity> = []
    var first: [SegmentIdentity: UInt64] = [:]
    for record in try await store.segments(in: range) where record.state != .quarantined {
      guard record.frames > 0, record.times.upperBound >= range.start,
        record.times.lowerBound < range.end
      else { continue }
      let identity = try SegmentIdentity(sensor: record.sensor, sequence: record.sequence)
      order.add(record, identity, record.name, isWanted: true)
      wanted.insert(identity)
      guard identity.isOfCapture, !rules.constants.isEmpty else { continue }
      let start = try SegmentIdentity(
        sensor: record.sensor,
        sequence: identity.numbersOfCapture.lowerBound
      )
      first[start] = min(first[start] ?? .max, record.sequence)
    }
    for (start, sequence) in first where sequence > start.sequence {
      let numbers = start.sequence...sequence - 1
      for record in try await store.segments(of: start.sensor, numbered: numbers) {
        let identity = try SegmentIdentity(sensor: record.sensor, sequence: record.sequence)
        guard record.state != .quarantined, !wanted.contains(identity) else { continue }
        order.add(record, identity, record.name, isWanted: false)
      }
    }
    return order.steps
  }

  private func make(
    _ step: ReplayOrder<SegmentRecord>.Step,
    _ rows: inout RowMaker,
    _ block: inout PacketBlock
  ) throws -> RowCounts {
    if step.begins { rows.begin() }
    let segment = try directory.archive.open(step.segment.place(in: directory.archivePath))
    block.removeAll(day: segment.day)
    return try rows.append(segment, to: &block)
  }

  private func changes(
    _ segments: [SegmentRecord],
    _ after: [String: [CivilDay: TagDay]]
  ) async throws -> [TagChange] {
    guard let first = segments.map(\.times.lowerBound).min(),
      let last = segments.map(\.times.upperBound).max()
    else { return [] }
    // Not wider than the packets, as each day's border is part of the question.
    let asked = range.intersection(TimeRange(start: first, end: last + 1))
    let names = Set(try await store.tagNames(in: asked)).union(after.keys)
    var changes: [TagChange] = []
    for tag in names.sorted() {
      let before = try await store.days(
        ofTag: tag,
        in: asked,
        zone: zone,
        thresholds: thresholds
      )
      let after = after[tag] ?? [:]
      for day in Set(before.keys).union(after.keys).sorted() {
        changes.append(
          TagChange(
            tag: tag,
            day: day,
            before: before[day] ?? TagDay(),
            after: after[day] ?? TagDay()
          )
        )
      }
    }
    return changes
  }

  // MARK: Replacing

  /// Replaces the rows of a plan's segments, each packet exactly once.
  ///
  /// - Parameters:
  ///   - plan: What `plan` gave.
  ///   - writer: Inserts the rows; in the zone whose days are summarised.
  ///   - progress: Told how many segments of how many are replaced.
  /// - Throws: What ends it; run again, it finishes.
  public func carryOut(
    _ plan: Plan,
    writer: StoreWriter,
    progress: (Int, Int) -> Void = { _, _ in }
  ) async throws {
    var rows = RowMaker(rules: rules, enrichment: enrichment)
    var block = PacketBlock(day: CivilDay(number: 0))
    var next = 0
    while next < plan.steps.count {
      let set = set(of: plan.steps, from: next)
      var place = set.lowerBound
      let wanted = plan.steps[set].filter(\.isWanted).map(\.segment)
      try await writer.replace(wanted, after: observe) { record in
        while !plan.steps[place].isWanted {
          _ = try make(plan.steps[place], &rows, &block)
          place += 1
        }
        let counts = try make(plan.steps[place], &rows, &block)
        place += 1
        var record = record
        record.packets = UInt32(clamping: counts.packets)
        record.drops = counts.drops
        var encoded: [UInt8] = []
        if counts.packets > 0 { block.encode(into: &encoded) }
        return SegmentRows(record: record, rows: encoded)
      }
      next = set.upperBound
      progress(next, plan.steps.count)
    }
  }

  /// The next segments that are replaced together; the last of them is a wanted one.
  private func set(of steps: [ReplayOrder<SegmentRecord>.Step], from first: Int) -> Range<Int> {
    var packets: UInt64 = 0
    var segments = 0
    var end = first
    while end < steps.count, packets < limits.packets, segments < limits.segments {
      if steps[end].isWanted {
        packets += UInt64(steps[end].segment.frames)
        segments += 1
      }
      end += 1
    }
    return first..<end
  }
}

extension SegmentRecord {
  /// The name of its file.
  fileprivate var name: SegmentName { SegmentName(start: coverage.start, sequence: sequence) }
}
