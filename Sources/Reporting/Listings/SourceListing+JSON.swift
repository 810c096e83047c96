import Schema
import Store

/// The object of `hirundo show --format json`.
extension SourceListing: Encodable {
  private enum CodingKeys: String, CodingKey {
    case subject, period, packets, sources, sections, processes, similar
    case timeZone = "time_zone"
    case firstSeen = "first_seen"
    case lastSeen = "last_seen"
    case daysSeen = "days_seen"
    case knownScanner = "known_scanner"
    case summarisedDays = "summarised_days"
    case rawDays = "raw_days"
    case topSources = "top_sources"
  }

  /// A source with its place.
  private struct TopSource: Encodable {
    var rank: Int
    var source: String
    var packets: UInt64
  }

  /// Writes all keys; what is not known is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("\(profile.subject)", forKey: .subject)
    try container.encode(scope.period.map { "\($0)" }, forKey: .period)
    try container.encode(scope.zone.name, forKey: .timeZone)
    try container.encode(profile.total?.packets ?? 0, forKey: .packets)
    try container.encode(profile.total?.sources ?? 0, forKey: .sources)
    try container.encode(profile.total.map { time($0.firstSeen) }, forKey: .firstSeen)
    try container.encode(profile.total.map { time($0.lastSeen) }, forKey: .lastSeen)
    try container.encode(profile.days.count, forKey: .daysSeen)
    try container.encode(scanner?.name, forKey: .knownScanner)
    try container.encode(profile.origin.summarisedDays, forKey: .summarisedDays)
    try container.encode(profile.origin.rawDays, forKey: .rawDays)
    try container.encode(
      Dictionary(uniqueKeysWithValues: sections.map { ($0.facet.rawValue, $0.rows) }),
      forKey: .sections
    )
    try container.encode(processes, forKey: .processes)
    try container.encode(
      profile.sources.map {
        TopSource(rank: $0.rank, source: "\($0.key)", packets: $0.packets)
      },
      forKey: .topSources
    )
    try container.encode(similar, forKey: .similar)
  }
}

extension SourceListing.Row: Encodable {
  private enum CodingKeys: String, CodingKey {
    case key, packets, sources, note
    case firstSeen = "first_seen"
    case lastSeen = "last_seen"
  }

  /// Writes all keys; a note that is not there is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key, forKey: .key)
    try container.encode(packets, forKey: .packets)
    try container.encode(sources, forKey: .sources)
    try container.encode(firstSeen, forKey: .firstSeen)
    try container.encode(lastSeen, forKey: .lastSeen)
    try container.encode(note, forKey: .note)
  }
}

extension SourceListing.Processes: Encodable {
  private enum CodingKeys: String, CodingKey {
    case keys, processes, rows
    case mostAtOnce = "most_at_once"
    case mostAtOnceSource = "most_at_once_source"
  }

  /// Writes all keys; a source that is not there is null.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(keys, forKey: .keys)
    try container.encode(processes, forKey: .processes)
    try container.encode(mostAtOnce, forKey: .mostAtOnce)
    try container.encode(mostAtOnceSource, forKey: .mostAtOnceSource)
    try container.encode(rows, forKey: .rows)
  }
}
