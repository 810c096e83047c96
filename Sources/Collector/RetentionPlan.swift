public import Schema

/// What a policy drops of what is kept, and what it has to leave.
///
/// By age first, then by budget: the oldest day first, its raw rows before its archive. Summaries are the
/// last to go, because they are small and answer what nothing else answers then.
public struct RetentionPlan: Hashable, Sendable {
  /// What goes, in this order.
  public private(set) var steps: [RetentionStep] = []
  /// One sentence for each kind of thing that is due and stays, with what to do.
  public private(set) var kept: [String] = []
  /// Bytes before.
  public let before: UInt64
  /// Bytes after all steps.
  public private(set) var after: UInt64
  private var inventory: RetentionInventory
  private var waiting: [RetentionStep.Kind: Set<CivilDay>] = [:]

  /// Makes a plan.
  ///
  /// - Parameters:
  ///   - policy: How long things are kept.
  ///   - inventory: What is kept.
  ///   - today: The present day in UTC, which never goes.
  public init(_ policy: RetentionPolicy, _ inventory: RetentionInventory, today: CivilDay) {
    before = inventory.bytes
    after = before
    self.inventory = inventory
    func isDue(_ day: CivilDay, _ days: Int?) -> Bool {
      days.map { today.number - day.number > $0 } ?? false
    }
    for day in inventory.rows.keys.sorted() where isDue(day, policy.rawDays) {
      dropRows(day, .age(days: policy.rawDays ?? 0))
    }
    for day in inventory.archive.keys.sorted() where isDue(day, policy.archiveDays) {
      dropArchive(day, .age(days: policy.archiveDays ?? 0))
    }
    for day in inventory.summaries.keys.sorted() where isDue(day, policy.summaryDays) {
      dropSummary(day, .age(days: policy.summaryDays ?? 0))
    }
    if let budget = policy.budget { fit(budget, today: today) }
    explain(policy)
    if let budget = policy.budget, after > budget {
      kept.append(
        "\(after) bytes stay, more than the budget of \(budget); raise retention.budget, or see "
          + "what holds days back"
      )
    }
  }

  private mutating func fit(_ budget: UInt64, today: CivilDay) {
    for day in Set(inventory.rows.keys).union(inventory.archive.keys).sorted() where day < today {
      guard after > budget else { return }
      dropRows(day, .budget)
      guard after > budget else { return }
      dropArchive(day, .budget)
    }
    for day in inventory.summaries.keys.sorted() {
      guard after > budget else { return }
      dropSummary(day, .budget)
    }
  }

  private mutating func dropRows(_ day: CivilDay, _ reason: RetentionStep.Reason) {
    guard inventory.rows[day] != nil else { return }
    guard !inventory.unsummarised.contains(day) else {
      waiting[.rows, default: []].insert(day)
      return
    }
    let bytes = inventory.rows.removeValue(forKey: day) ?? 0
    add(RetentionStep(kind: .rows, day: day, bytes: bytes, reason: reason))
  }

  private mutating func dropArchive(_ day: CivilDay, _ reason: RetentionStep.Reason) {
    guard let sensors = inventory.archive[day] else { return }
    let unstored = inventory.unstored[day] ?? []
    if !unstored.isEmpty { waiting[.archive, default: []].insert(day) }
    let going = sensors.filter { !unstored.contains($0.key) }
    guard !going.isEmpty else { return }
    inventory.archive[day] = sensors.filter { unstored.contains($0.key) }
    add(
      RetentionStep(
        kind: .archive,
        day: day,
        sensors: going.keys.sorted(),
        bytes: going.values.reduce(0, +),
        reason: reason
      )
    )
  }

  private mutating func dropSummary(_ day: CivilDay, _ reason: RetentionStep.Reason) {
    guard let bytes = inventory.summaries[day] else { return }
    // While raw rows are there, the summary would be made again.
    guard (inventory.touched[day] ?? []).allSatisfy({ inventory.rows[$0] == nil }) else {
      if reason != .budget { waiting[.summary, default: []].insert(day) }
      return
    }
    inventory.summaries[day] = nil
    add(RetentionStep(kind: .summary, day: day, bytes: bytes, reason: reason))
  }

  private mutating func add(_ step: RetentionStep) {
    steps.append(step)
    after -= min(after, step.bytes)
  }

  private mutating func explain(_ policy: RetentionPolicy) {
    func days(_ kind: RetentionStep.Kind) -> String? {
      guard let days = waiting[kind], let first = days.min(), let last = days.max() else {
        return nil
      }
      return first == last ? "\(first)" : "\(days.count) days from \(first) to \(last)"
    }
    if let days = days(.rows) {
      kept.append("raw rows of \(days) stay until they are summarised; run: hirundo summarise")
    }
    if let days = days(.archive) {
      kept.append(
        "segments of \(days) stay until their rows are stored; run hirundo ingest again, and see "
          + "hirundo doctor"
      )
    }
    if let days = days(.summary) {
      kept.append(
        "summaries of \(days) stay while raw rows are there; set retention.raw-days to at most "
          + "\(policy.summaryDays.map { "\($0)" } ?? "the days of summaries")"
      )
    }
  }
}
