public import Schema
public import Segment
public import Store

/// Drops what a policy no longer keeps.
public struct RetentionRun: Sendable {
  /// The store.
  public var store: EventStore
  /// The data directory, with the archive.
  public var directory: DataDirectory
  /// The zone in which days are summarised.
  public var zone: ReportingZone
  /// How long things are kept.
  public var policy: RetentionPolicy
  /// The present time, in nanoseconds since 1970.
  public var now: Int64

  /// A run that has dropped nothing.
  public init(
    store: EventStore,
    directory: DataDirectory,
    zone: ReportingZone,
    policy: RetentionPolicy,
    now: Int64
  ) {
    self.store = store
    self.directory = directory
    self.zone = zone
    self.policy = policy
    self.now = now
  }

  /// What would be dropped now.
  public func plan() async throws -> RetentionPlan {
    RetentionPlan(policy, try await inventory(), today: ReportingZone.utc.day(of: now).day)
  }

  /// Drops what a plan says.
  ///
  /// - Returns: One sentence for each day that was to go and had to stay.
  public func carryOut(_ plan: RetentionPlan) async throws -> [String] {
    func days(_ kind: RetentionStep.Kind) -> Set<CivilDay> {
      Set(plan.steps.filter { $0.kind == kind }.map(\.day))
    }
    try await store.dropRows(of: days(.rows))
    try await store.dropSummaries(of: days(.summary), zone: zone.name, now: now)
    var stayed: [String] = []
    for step in plan.steps where step.kind == .archive {
      let range = TimeRange(start: step.day.start, end: CivilDay(number: step.day.number + 1).start)
      var stored: [String: Set<SegmentIdentity>] = [:]
      for record in try await store.segments(in: range)
      where record.state == .stored && record.day == step.day {
        stored[record.sensor, default: []].insert(
          try SegmentIdentity(sensor: record.sensor, sequence: record.sequence)
        )
      }
      for sensor in step.sensors {
        // The ledger is asked again: a segment may have come since the plan was made.
        let isGone = try directory.archive.remove(
          sensor,
          step.day,
          holding: stored[sensor] ?? []
        )
        if !isGone {
          stayed.append(
            "segments of sensor \(sensor) on \(step.day) stay: the rows of some are not stored; "
              + "run hirundo ingest again"
          )
        }
      }
    }
    return stayed
  }

  /// What is kept now.
  private func inventory() async throws -> RetentionInventory {
    var inventory = RetentionInventory()
    inventory.rows = try await store.partitions(of: .packets).mapValues(\.bytes)
    inventory.summaries = try await store.summarySizes().mapValues(\.bytes)
    let summarised = DayState.summarised(try await store.dayStates(), zone: zone.name)
    // Rows of a day that the ledger does not know are on their way.
    inventory.unsummarised = Set(inventory.rows.keys)
    for day in try await store.rawDays()
    where day.days(in: zone).allSatisfy(summarised.contains) {
      inventory.unsummarised.remove(day.day)
    }
    for day in inventory.summaries.keys {
      let first = ReportingZone.utc.day(of: zone.start(of: day)).day.number
      let end = zone.start(of: CivilDay(number: day.number + 1))
      let last = ReportingZone.utc.day(of: end - 1).day.number
      inventory.touched[day] = (first...max(first, last)).map(CivilDay.init(number:))
    }
    let stored = try await store.storedSegmentCounts()
    for sensor in try directory.archive.sensors() {
      for day in try directory.archive.days(of: sensor) {
        let contents = try directory.archive.contents(of: sensor, on: day)
        guard !contents.identities.isEmpty else { continue }
        inventory.archive[day, default: [:]][sensor] = UInt64(clamping: contents.bytes)
        if UInt64(contents.identities.count) > stored[day]?[sensor] ?? 0 {
          inventory.unstored[day, default: []].insert(sensor)
        }
      }
    }
    return inventory
  }
}
