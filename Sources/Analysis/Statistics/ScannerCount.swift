public import Schema

/// Sources with more than some ports on one day (docs/definitions/ScannerCount.md).
public struct ScannerCount: Hashable, Sendable, Codable {
  /// The scanners of one day.
  public struct Day: Hashable, Sendable, Codable {
    /// The day.
    public var day: CivilDay
    /// Those of organisations that declare their scans; nil where nobody listened.
    public var declared: Int?
    /// All others; nil where nobody listened.
    public var others: Int?
  }

  /// An organisation with its scanners.
  public struct Organisation: Hashable, Sendable, Codable {
    /// Its name.
    public var name: String
    /// Its sources that were scanners on some day.
    public var sources: Int
  }

  /// Where the sources are; nil for all regions.
  public let region: Region?
  /// A scanner sends to more ports than these.
  public let morePortsThan: Int
  /// Each day of the period, in order.
  public let days: [Day]
  /// Sources that were self-declared scanners on some day.
  public let declared: Int
  /// Sources that were other scanners on some day, and never self-declared.
  public let others: Int
  /// The organisations by their sources, most first; ties by name.
  public let organisations: [Organisation]

  private enum CodingKeys: String, CodingKey {
    case region, days, declared, others, organisations
    case morePortsThan = "more_ports_than"
  }

  /// The scanners of a period.
  ///
  /// - Parameters:
  ///   - sources: One element a source and day; those with few ports may be left out. Days
  ///     outside of the period do not count.
  ///   - period: The period.
  ///   - listened: The days on which somebody listened; others without sources are gaps.
  ///   - region: Where the sources are; nil for all regions.
  ///   - morePortsThan: A scanner sends to more. 10 is what JPCERT/CC counts (TSUBAME report,
  ///     July to September 2022).
  public init<Source>(
    _ sources: some Sequence<SourceDay<Source>>,
    period: Period,
    listened: Set<CivilDay>,
    region: Region? = nil,
    morePortsThan: Int = 10
  ) {
    self.region = region
    self.morePortsThan = morePortsThan
    var counts: [CivilDay: (declared: Int, others: Int)] = [:]
    var organisationOf: [Source: String] = [:]
    var all: Set<Source> = []
    for scanner in sources where period.first <= scanner.day && scanner.day <= period.last {
      guard scanner.ports > morePortsThan else { continue }
      all.insert(scanner.source)
      if let organisation = scanner.organisation {
        counts[scanner.day, default: (0, 0)].declared += 1
        // A source that two organisations declare counts once, whatever the order of the days.
        let known = organisationOf[scanner.source] ?? organisation
        organisationOf[scanner.source] = min(known, organisation)
      } else {
        counts[scanner.day, default: (0, 0)].others += 1
      }
    }
    days = period.days.map { day in
      let count = counts[day] ?? (listened.contains(day) ? (0, 0) : nil)
      return Day(day: day, declared: count?.declared, others: count?.others)
    }
    declared = organisationOf.count
    others = all.count - organisationOf.count
    var sizes: [String: Int] = [:]
    for name in organisationOf.values { sizes[name, default: 0] += 1 }
    organisations = sizes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { Organisation(name: $0.key, sources: $0.value) }
  }
}
