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

  /// A row, with its times as text.
  private struct JSONRow: Encodable {
    private enum CodingKeys: String, CodingKey {
      case key, packets, sources, note
      case firstSeen = "first_seen"
      case lastSeen = "last_seen"
    }

    private let row: Row
    private let firstSeen: String
    private let lastSeen: String

    init(_ row: Row, _ listing: SourceListing) {
      self.row = row
      firstSeen = listing.time(row.firstSeen)
      lastSeen = listing.time(row.lastSeen)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(row.key, forKey: .key)
      try container.encode(row.packets, forKey: .packets)
      try container.encode(row.sources, forKey: .sources)
      try container.encode(firstSeen, forKey: .firstSeen)
      try container.encode(lastSeen, forKey: .lastSeen)
      try container.encode(row.note, forKey: .note)
    }
  }

  /// The processes, with the times of their rows as text.
  private struct JSONProcesses: Encodable {
    private enum CodingKeys: String, CodingKey {
      case keys, processes, rows
      case mostAtOnce = "most_at_once"
      case mostAtOnceSource = "most_at_once_source"
    }

    private let processes: Processes
    private let rows: [JSONRow]

    init(_ processes: Processes, _ listing: SourceListing) {
      self.processes = processes
      rows = processes.rows.map { JSONRow($0, listing) }
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(processes.keys, forKey: .keys)
      try container.encode(processes.processes, forKey: .processes)
      try container.encode(processes.mostAtOnce, forKey: .mostAtOnce)
      try container.encode(processes.mostAtOnceSource, forKey: .mostAtOnceSource)
      try container.encode(rows, forKey: .rows)
    }
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
      Dictionary(
        uniqueKeysWithValues: sections.map { section in
          (section.facet.rawValue, section.rows.map { JSONRow($0, self) })
        }
      ),
      forKey: .sections
    )
    try container.encode(processes.map { JSONProcesses($0, self) }, forKey: .processes)
    try container.encode(
      profile.sources.map {
        TopSource(rank: $0.rank, source: "\($0.key)", packets: $0.packets)
      },
      forKey: .topSources
    )
    try container.encode(similar, forKey: .similar)
  }
}
