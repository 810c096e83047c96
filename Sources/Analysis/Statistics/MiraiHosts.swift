public import Schema

/// Distinct sources of Mirai-type packets a day, by region (docs/definitions/MiraiHosts.md).
public struct MiraiHosts: Hashable, Sendable {
  /// The hosts of all regions on one day.
  public struct Total: Hashable, Sendable {
    /// The day.
    public var day: CivilDay
    /// Hosts of all regions.
    public var hosts: Int
    /// Hosts of the five regions with the most over the whole period.
    public var top5: Int
  }

  /// The days on which at least one sensor listened, in order.
  public let days: [CivilDay]
  /// All regions by their hosts summed over the days, most first; ties by name.
  public let regions: [Region]
  private let hosts: [CivilDay: [Region: Int]]

  /// The series of some days.
  ///
  /// - Parameters:
  ///   - hosts: Hosts by day and region.
  ///   - days: The days on which somebody listened; others are gaps, never zero.
  public init(_ hosts: [CivilDay: [Region: Int]], days: some Sequence<CivilDay>) {
    self.hosts = hosts
    self.days = Set(days).union(hosts.keys).sorted()
    var sums: [Region: Int] = [:]
    for day in hosts.values { sums.merge(day, uniquingKeysWith: +) }
    regions = sums.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
  }

  /// The hosts of a region on a day; 0 when somebody listened and none was heard.
  public func hosts(of region: Region, on day: CivilDay) -> Int {
    hosts[day]?[region] ?? 0
  }

  /// The total of each day beside the sum of the top five regions.
  public var totals: [Total] {
    let top = regions.prefix(5)
    return days.map { day in
      Total(
        day: day,
        hosts: (hosts[day] ?? [:]).values.reduce(0, +),
        top5: top.reduce(0) { $0 + self.hosts(of: $1, on: day) }
      )
    }
  }
}
