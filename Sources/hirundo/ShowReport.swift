import Analysis
import Enrichment
import Foundation
import Reporting
import Schema
import Store
import Wire

/// What is known about a source, for people and for programs.
struct ShowReport {
  /// A value with its packets, as rows of every section are.
  struct Row: Encodable {
    var key: String
    var packets: UInt64
    var sources: UInt64
    var first_seen: String
    var last_seen: String
    /// What else is known of the value: a sensor's group, a tag's reason, a network's name.
    @OrNull var note: String?
  }

  /// Processes of the bot whose packets are Mirai-type.
  struct Processes: Encodable {
    var keys: UInt64
    var processes: Int
    var most_at_once: Int
    @OrNull var most_at_once_source: String?
    var rows: [Row]
  }

  /// A similar source.
  struct Similar: Encodable {
    var source: String
    var days: [String]
    var ports: [String]
    var packets: UInt64
  }

  let profile: SourceProfile
  let scope: QuestionScope
  private let directory: SensorDirectory?
  private let reasons: [String: String]
  private let networkNames: [UInt32: String]
  let scanner: KnownScanner?

  init(
    _ profile: SourceProfile,
    scope: QuestionScope,
    directory: SensorDirectory?,
    reasons: [String: String],
    networkNames: [UInt32: String],
    scanner: KnownScanner?
  ) {
    self.profile = profile
    self.scope = scope
    self.directory = directory
    self.reasons = reasons
    self.networkNames = networkNames
    self.scanner = scanner
  }

  /// Whether the subject is one address, of which sources need not be counted.
  var isAddress: Bool { if case .address = profile.subject { true } else { false } }

  /// An instant in the reporting zone.
  func time(_ nanoseconds: Int64) -> String {
    ZonedTime(nanoseconds: nanoseconds, zone: scope.zone).description
  }

  private func rows<Key>(
    _ counted: [SourceProfile.Counted<Key>],
    _ name: (Key) -> String,
    note: (Key) -> String? = { _ in nil }
  ) -> [Row] {
    counted.map { counted in
      Row(
        key: name(counted.key),
        packets: counted.packets,
        sources: counted.sources,
        first_seen: time(counted.firstSeen),
        last_seen: time(counted.lastSeen),
        note: note(counted.key)
      )
    }
  }

  /// The sections in the order in which they are shown, each with the name of its values.
  var sections: [(name: String, title: String, rows: [Row])] {
    [
      ("sensor", "Sensors", sensors), ("port", "Ports", rows(profile.labels) { "\($0)" }),
      ("tag", "Tags", rows(profile.tags, { $0 }, note: { reasons[$0] })),
      ("class", "Classes", rows(profile.classes) { "\($0)" }),
      ("region", "Regions", rows(profile.regions) { "\($0)" }),
      (
        "network", "Networks",
        rows(
          profile.networks,
          { $0 == 0 ? "unknown" : "AS\($0)" },
          note: { networkNames[$0] }
        )
      ),
      ("stack", "Stacks", rows(profile.stacks) { $0 }),
      ("day", "Days", rows(profile.days) { "\($0)" }),
    ]
  }

  /// The sensors with their groups, by group.
  private var sensors: [Row] {
    let sorted = profile.sensors.enumerated().sorted { first, second in
      let groups = [first, second].map { directory?[$0.element.key]?.group }
      guard groups[0] != groups[1] else { return first.offset < second.offset }
      guard let group = groups[0], let other = groups[1] else { return groups[0] != nil }
      return group < other
    }
    return rows(
      sorted.map(\.element),
      { $0 },
      note: { directory?[$0]?.group?.rawValue }
    )
  }

  /// The processes, nil where there was no Mirai-type packet.
  var processes: Processes? {
    guard !profile.processes.isEmpty else { return nil }
    let bySource = Dictionary(grouping: profile.processes) { $0.key.source }
      .mapValues { keys in
        BotProcesses(
          keys.map {
            BotProcesses.Process(first: $0.firstSeen, last: $0.lastSeen, packets: $0.packets)
          }
        )
      }
    let most = bySource.max {
      ($0.value.mostAtOnce, $1.key) < ($1.value.mostAtOnce, $0.key)
    }
    return Processes(
      keys: profile.processCount,
      processes: bySource.values.reduce(0) { $0 + $1.count },
      most_at_once: most?.value.mostAtOnce ?? 0,
      most_at_once_source: most.map { "\($0.key)" },
      rows: rows(Array(profile.processes.prefix(10))) { key in
        (isAddress ? "" : "\(key.source) ") + "port \(key.port), window \(key.window)"
      }
    )
  }

  /// The similar sources.
  var similar: [Similar] {
    profile.similar.map { similar in
      Similar(
        source: "\(similar.source)",
        days: similar.days.map { "\($0)" },
        ports: similar.labels.map { "\($0)" },
        packets: similar.packets
      )
    }
  }

  /// Prints it on standard output.
  func print(_ format: ListingFormat) throws {
    var output = StandardOutput()
    switch format {
    case .table: for line in lines { try output.write(line) }
    case .csv:
      try output.write("facet,key,packets,sources,first_seen,last_seen,note")
      for section in sections {
        for row in section.rows {
          try output.write(
            CSV.row([
              section.name, row.key, "\(row.packets)", "\(row.sources)", row.first_seen,
              row.last_seen, row.note ?? "",
            ])
          )
        }
      }
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      try output.write(String(decoding: try encoder.encode(self), as: UTF8.self))
    }
    try output.flush()
  }
}

extension ShowReport: Encodable {
  private enum CodingKeys: String, CodingKey {
    case subject, period, time_zone, packets, sources, first_seen, last_seen, days_seen
    case known_scanner, summarised_days, raw_days, sections, processes, top_sources, similar
  }

  /// A source with its place.
  private struct TopSource: Encodable {
    var rank: Int
    var source: String
    var packets: UInt64
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode("\(profile.subject)", forKey: .subject)
    try container.encode(scope.period.map { "\($0)" }, forKey: .period)
    try container.encode(scope.zone.name, forKey: .time_zone)
    try container.encode(profile.total?.packets ?? 0, forKey: .packets)
    try container.encode(profile.total?.sources ?? 0, forKey: .sources)
    try container.encode(profile.total.map { time($0.firstSeen) }, forKey: .first_seen)
    try container.encode(profile.total.map { time($0.lastSeen) }, forKey: .last_seen)
    try container.encode(profile.days.count, forKey: .days_seen)
    try container.encode(scanner?.name, forKey: .known_scanner)
    try container.encode(profile.origin.summarisedDays, forKey: .summarised_days)
    try container.encode(profile.origin.rawDays, forKey: .raw_days)
    try container.encode(
      Dictionary(sections.map { ($0.name, $0.rows) }) { first, _ in first },
      forKey: .sections
    )
    try container.encode(processes, forKey: .processes)
    try container.encode(
      profile.sources.map {
        TopSource(rank: $0.rank, source: "\($0.key)", packets: $0.packets)
      },
      forKey: .top_sources
    )
    try container.encode(similar, forKey: .similar)
  }
}
