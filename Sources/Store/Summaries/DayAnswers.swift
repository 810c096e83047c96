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
/// Summaries are `daily_ports` where no source is asked about and the day is there, else `daily`. All tables give the
/// same numbers. In the third case packets that came after the raw rows had been dropped are left out; in
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
  private let withPorts: Set<CivilDay>

  /// Decides for each day of a period that has packets, or of all time.
  ///
  /// - Parameters:
  ///   - period: The days; nil for all.
  ///   - zone: The zone in which they begin.
  ///   - states: What `days` says.
  ///   - rows: The days in UTC that have packets.
  ///   - kept: The days of which `daily` has rows.
  ///   - withPorts: Those of them of which `daily_ports` has the rows too.
  public init(
    period: Period?,
    zone: ReportingZone,
    states: [DayState],
    rows: [RawDay],
    kept: Set<CivilDay>,
    withPorts: Set<CivilDay>
  ) {
    self.zone = zone
    self.withPorts = withPorts
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
    let summarised = detail == .packets ? [] : Set(self.summarised)
    var coarse: [CivilDay] = []
    var fine: [CivilDay] = []
    var raw: [CivilDay] = []
    for day in days {
      if !summarised.contains(day) {
        raw.append(day)
      } else if detail == .ports, withPorts.contains(day) {
        coarse.append(day)
      } else {
        fine.append(day)
      }
    }
    var rows: [DayRows] = []
    if !coarse.isEmpty { rows.append(DayRows(of: coarse, inSummaries: .dailyPorts)) }
    if !fine.isEmpty { rows.append(DayRows(of: fine, inSummaries: .daily)) }
    if !raw.isEmpty || rows.isEmpty { rows.append(DayRows(ofPackets: raw, zone)) }
    return rows
  }

  /// One SELECT of the rows of all days.
  func select(telling detail: RowDetail, _ body: (DayRows) -> String) -> String {
    rows(of: all, telling: detail).map(body).joined(separator: " UNION ALL ")
  }
}
