import Schema

/// The days that can have packets, and those of them whose summaries hold for a reporting zone.
struct StoredDays: Hashable, Sendable {
  /// What table `days` says of a day.
  struct Entry: Hashable, Sendable {
    var day: CivilDay
    var isSummarised: Bool
    var zone: String
    var version: UInt64
  }

  /// The zone.
  let zone: ReportingZone
  /// All days, in order.
  let all: [CivilDay]
  /// The days that need not be asked packet by packet.
  let summarised: Set<CivilDay>

  /// The days of some entries, one a day.
  init(_ entries: [Entry], zone: ReportingZone) {
    self.zone = zone
    all = Set(entries.flatMap { Self.days(touchedBy: $0, in: zone) }).sorted()
    let byDay = Dictionary(entries.map { ($0.day, $0) }) { first, second in
      first.version > second.version ? first : second
    }
    let whole = entries.filter { entry in
      guard entry.isSummarised, entry.zone == zone.name else { return false }
      // A day of another zone touches its neighbours here: what came later made them incomplete.
      return [-1, 1].allSatisfy { step in
        let neighbour = byDay[CivilDay(number: entry.day.number + step)]
        return neighbour.map { $0.zone == zone.name || $0.version < entry.version } ?? true
      }
    }
    summarised = Set(whole.map(\.day))
  }

  /// The days of a zone that can have packets of an entry's day.
  private static func days(touchedBy entry: Entry, in zone: ReportingZone) -> [CivilDay] {
    let day = entry.day
    guard entry.zone != zone.name else { return [day] }
    guard entry.zone == ReportingZone.utc.name else {
      return (day.number - 1...day.number + 1).map(CivilDay.init(number:))
    }
    let last = zone.day(of: ReportingZone.utc.start(of: CivilDay(number: day.number + 1)) - 1).day
    let first = zone.day(of: day.start).day
    return (first.number...max(first.number, last.number)).map(CivilDay.init(number:))
  }
}

extension EventStore {
  /// What the store says of its days.
  func storedDays(in zone: ReportingZone) async throws(StoreError) -> StoredDays {
    let rows = try await rows(
      """
      SELECT day, state, zone, version FROM days \
      ORDER BY day, version DESC LIMIT 1 BY day
      """,
      ["day", "state", "zone", "version"].compactMap { StoreTable.days[$0]?.type }
    )
    return StoredDays(
      rows.compactMap { row in
        guard case .number(let day) = row[0], case .text(let state) = row[1],
          case .text(let zone) = row[2], case .number(let version) = row[3]
        else { return nil }
        return StoredDays.Entry(
          day: CivilDay(number: Int(clamping: day)),
          isSummarised: state == "summarised",
          zone: zone,
          version: version
        )
      },
      zone: zone
    )
  }
}
