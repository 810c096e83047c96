public import Schema

/// Which table answers for which day of a question.
///
/// | the day | answered from |
/// |---|---|
/// | is summarised in the zone of the question | summaries |
/// | is not, and all its raw rows are there | `packets` |
/// | is not, some raw rows were dropped, and it was summarised in this zone before | summaries |
/// | else | what is left in `packets` |
///
/// Summaries are `daily_ports` where no source is asked about, `daily_stacks` where stacks or processes are, each for
/// the days that it has, else `daily`. All tables give the same numbers. In the third case packets that came after the raw rows had been dropped are left out; in
/// the last, most packets are.
public struct DayAnswers: Hashable, Sendable {
  /// The zone in which the days begin.
  public let zone: ReportingZone
  /// Days that summaries answer for, in order.
  public private(set) var summarised: [CivilDay] = []
  /// Days that `packets` answers for, in order.
  public private(set) var raw: [CivilDay] = []
  /// Days of which neither table holds all packets any more; they are among the raw ones.
  public private(set) var gone: [CivilDay] = []
  /// Days of which some raw rows were dropped: only a summary can tell of them.
  public private(set) var withoutRows: [CivilDay] = []
  private let extents: [CivilDay: SummaryExtent]

  /// Decides for each day of a period that has packets, or of all time.
  ///
  /// - Parameters:
  ///   - period: The days; nil for all.
  ///   - zone: The zone in which they begin.
  ///   - states: What `days` says.
  ///   - rows: The days in UTC that have packets.
  ///   - extents: What is there of the summary of each day.
  public init(
    period: Period?,
    zone: ReportingZone,
    states: [DayState],
    rows: [RawDay],
    extents: [CivilDay: SummaryExtent]
  ) {
    self.zone = zone
    self.extents = extents
    let kept = Set(extents.filter { $0.value > .nothing }.keys)
    let holding = DayState.summarised(states, zone: zone.name)
    let zones = Dictionary(
      states.map { ($0.day, $0.zone) },
      uniquingKeysWith: { first, _ in first }
    )
    let cut = Self.days(of: rows.filter { !$0.isWhole }, zone: zone)
    // A day whose segments hold none of its packets any more may have a summary only.
    let known = Self.days(of: rows, zone: zone).union(
      states.filter { $0.zone == zone.name && kept.contains($0.day) }.map(\.day)
    )
    for day in known.sorted() {
      if let period, day < period.first || day > period.last { continue }
      let isCut = cut.contains(day)
      if isCut { withoutRows.append(day) }
      // A summary that was dropped leaves its day dirty.
      if holding.contains(day) || isCut && kept.contains(day) && zones[day] == zone.name {
        summarised.append(day)
      } else {
        raw.append(day)
        if isCut { gone.append(day) }
      }
    }
  }

  /// The days of a zone that days in UTC may have packets of.
  static func days(of rows: [RawDay], zone: ReportingZone) -> Set<CivilDay> {
    Set(rows.flatMap { $0.days(in: zone) })
  }

  /// From which days of which table an answer is, as a note for people; nil without days.
  public var note: String? {
    func days(_ count: Int) -> String { count == 1 ? "1 day" : "\(count) days" }
    guard !summarised.isEmpty || !raw.isEmpty else { return nil }
    let whole = raw.count - gone.count
    var parts: [String] = []
    if !summarised.isEmpty { parts.append("summaries of \(days(summarised.count))") }
    if whole > 0 { parts.append("raw rows of \(days(whole))") }
    var text = parts.isEmpty ? "no day is whole" : "from \(parts.joined(separator: " and "))"
    if let first = gone.first, let last = gone.last {
      let stretch = first == last ? "of \(first)" : "from \(first) to \(last)"
      text += "; most packets \(stretch) are no longer kept (\(days(gone.count)))"
    }
    return text
  }

  /// Days that have packets, in order.
  var all: [CivilDay] { (summarised + raw).sorted() }

  /// The rows of some days, of each in the coarsest table that tells enough; at least one table, maybe of no day.
  ///
  /// - Parameters:
  ///   - days: Some of the days that have packets, in order.
  ///   - detail: What is asked of the rows.
  /// - Returns: The rows, those of one table together.
  func rows(of days: [CivilDay], telling detail: RowDetail) -> [DayRows] {
    let summarised = Set(self.summarised)
    let names = days.map { day in
      (summarised.contains(day) ? table(day, telling: detail) : .packets).name
    }
    func all(named name: String) -> [CivilDay] {
      zip(days, names).filter { $0.1 == name }.map(\.0)
    }
    var rows: [DayRows] = []
    for table in [StoreTable.dailyPorts, .dailyStacks, .daily] {
      let days = all(named: table.name)
      if !days.isEmpty { rows.append(DayRows(of: days, inSummaries: table)) }
    }
    let raw = all(named: StoreTable.packets.name)
    if !raw.isEmpty || rows.isEmpty { rows.append(DayRows(ofPackets: raw, zone)) }
    return rows
  }

  /// The coarsest table that tells enough of a day that is summarised.
  private func table(_ day: CivilDay, telling detail: RowDetail) -> StoreTable {
    let extent = extents[day] ?? .nothing
    return switch detail {
    case .ports: extent >= .ports ? .dailyPorts : .daily
    case .sources: .daily
    case .stacks: extent == .all ? .dailyStacks : .packets
    case .packets: .packets
    }
  }

  /// One SELECT of the rows of all days.
  func select(telling detail: RowDetail, _ body: (DayRows) -> String) -> String {
    rows(of: all, telling: detail).map(body).joined(separator: " UNION ALL ")
  }
}
