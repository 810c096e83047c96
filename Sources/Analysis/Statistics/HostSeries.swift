public import Schema

/// Distinct sources a day of a population (docs/definitions/HostSeries.md).
public struct HostSeries<Population: Hashable & Sendable>: Hashable, Sendable {
  /// One day.
  public struct Day: Hashable, Sendable, Codable {
    /// The day.
    public var day: CivilDay
    /// Its hosts; nil where nobody listened.
    public var hosts: Int?
  }

  /// Whose hosts these are.
  public let population: Population
  /// Each day of the period, in order.
  public let days: [Day]

  /// The series of a population.
  ///
  /// - Parameters:
  ///   - population: Whose hosts these are.
  ///   - hosts: Hosts by day; days outside of the period do not count.
  ///   - period: The period.
  ///   - listened: The days on which somebody listened; others without hosts are gaps.
  public init(
    _ population: Population,
    hosts: [CivilDay: Int],
    period: Period,
    listened: Set<CivilDay>
  ) {
    self.population = population
    days = period.days.map { day in
      Day(day: day, hosts: hosts[day] ?? (listened.contains(day) ? 0 : nil))
    }
  }

  /// Hosts of all days together: a host that came on two days counts twice.
  ///
  /// Unit: host-days.
  public var hostDays: Int { days.reduce(0) { $0 + ($1.hosts ?? 0) } }

  /// Hosts of an average day of those on which somebody listened; nil where nobody ever did.
  public var average: Double? {
    let known = days.count { $0.hosts != nil }
    return known > 0 ? Double(hostDays) / Double(known) : nil
  }

  /// The day with the most hosts, the first of equals; nil where no host came.
  public var peak: Day? {
    let heard = days.filter { ($0.hosts ?? 0) > 0 }
    return heard.max { ($0.hosts ?? 0, $1.day) < ($1.hosts ?? 0, $0.day) }
  }
}

extension HostSeries where Population: Comparable {
  /// The populations with the most host-days, most first; ties by population.
  ///
  /// - Parameters:
  ///   - hosts: Hosts by population and day.
  ///   - period: The period.
  ///   - listened: The days on which somebody listened.
  ///   - count: At most how many.
  /// - Returns: Their series, all over the same days.
  public static func ranked(
    _ hosts: [Population: [CivilDay: Int]],
    period: Period,
    listened: Set<CivilDay>,
    top count: Int = 5
  ) -> [HostSeries] {
    let heard = Set(hosts.values.flatMap { $0.filter { $0.value > 0 }.keys })
    let listened = listened.union(heard)
    let all = hosts.map {
      HostSeries($0.key, hosts: $0.value, period: period, listened: listened)
    }
    let ordered = all.map { (hostDays: $0.hostDays, series: $0) }
      .filter { $0.hostDays > 0 }
      .sorted {
        ($1.hostDays, $0.series.population) < ($0.hostDays, $1.series.population)
      }
    return ordered.prefix(count).map(\.series)
  }
}

extension HostSeries: Encodable where Population: Encodable {}
extension HostSeries: Decodable where Population: Decodable {}
