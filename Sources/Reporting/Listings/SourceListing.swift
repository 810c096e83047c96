import Analysis
public import Schema
public import Store

/// What is known about a source, as `hirundo show` and the dashboard list it.
public struct SourceListing: Hashable, Sendable {
  /// A value with its packets, as rows of every section are.
  public struct Row: Hashable, Sendable {
    /// The value.
    public var key: String
    /// How many packets.
    public var packets: UInt64
    /// How many distinct sources sent them.
    public var sources: UInt64
    /// When the first was captured, in nanoseconds since 1970.
    public var firstSeen: Int64
    /// When the last was captured, in nanoseconds since 1970.
    public var lastSeen: Int64
    /// What else is known of the value: a sensor's group, a tag's reason, a network's name.
    public var note: String?
  }

  /// What is divided.
  public enum Facet: String, CaseIterable, Hashable, Sendable {
    case sensor, port, tag, `class`, region, network, stack, day
  }

  /// A division of the packets.
  public struct Section: Hashable, Sendable {
    /// By what.
    public var facet: Facet
    /// The rows, most packets first.
    public var rows: [Row]
  }

  /// Processes of the bot whose packets are Mirai-type.
  public struct Processes: Hashable, Sendable {
    /// How many pairs of source port and window there are.
    public var keys: UInt64
    /// How many of them were kept for two packets or more.
    public var processes: Int
    /// How many there were at once behind one source.
    public var mostAtOnce: Int
    /// Behind which.
    public var mostAtOnceSource: String?
    /// The pairs with the most packets.
    public var rows: [Row]
  }

  /// A similar source.
  public struct Similar: Hashable, Sendable, Encodable {
    /// The source.
    public var source: String
    /// The days on which both did the same.
    public var days: [String]
    /// The port labels of those days.
    public var ports: [String]
    /// Its packets on those days.
    public var packets: UInt64
  }

  /// What the store knows.
  public let profile: SourceProfile
  /// What was asked.
  public let scope: QuestionScope
  /// The organisation that lists name for an address.
  public let scanner: ListedScanner?
  private let groups: [String: SensorGroup]
  private let reasons: [String: String]
  private let networkNames: [UInt32: String]

  /// A profile with the names of what is in it.
  ///
  /// - Parameters:
  ///   - profile: What the store knows.
  ///   - scope: What was asked.
  ///   - directory: Who the sensors are; nil where nobody says.
  ///   - reasons: Why packets have a tag, by tag.
  ///   - networkNames: The names of networks by their number.
  ///   - scanner: The organisation that lists name for an address.
  public init(
    _ profile: SourceProfile,
    scope: QuestionScope,
    directory: SensorDirectory?,
    reasons: [String: String],
    networkNames: [UInt32: String],
    scanner: ListedScanner?
  ) {
    self.profile = profile
    self.scope = scope
    self.reasons = reasons
    self.scanner = scanner
    var groups: [String: SensorGroup] = [:]
    for entry in directory?.entries ?? [] { groups[entry.sensor.name] = entry.group }
    self.groups = groups
    let numbers = Set(profile.networks.map(\.key))
    self.networkNames = networkNames.filter { numbers.contains($0.key) }
  }

  /// Whether the subject is one address, of which sources need not be counted.
  public var isAddress: Bool { if case .address = profile.subject { true } else { false } }

  /// An instant in the reporting zone.
  public func time(_ nanoseconds: Int64) -> String {
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
        firstSeen: counted.firstSeen,
        lastSeen: counted.lastSeen,
        note: note(counted.key)
      )
    }
  }

  /// The sections in the order in which they are shown.
  public var sections: [Section] { Facet.allCases.map { Section(facet: $0, rows: rows(of: $0)) } }

  private func rows(of facet: Facet) -> [Row] {
    switch facet {
    case .sensor: sensors
    case .port: rows(profile.labels) { "\($0)" }
    case .tag: rows(profile.tags, { $0 }, note: { reasons[$0] })
    case .class: rows(profile.classes) { "\($0)" }
    case .region: rows(profile.regions) { "\($0)" }
    case .network:
      rows(profile.networks, { $0 == 0 ? "unknown" : "AS\($0)" }, note: { networkNames[$0] })
    case .stack: rows(profile.stacks) { $0 }
    case .day: rows(profile.days) { "\($0)" }
    }
  }

  /// The sensors with their groups, by group.
  private var sensors: [Row] {
    let sorted = profile.sensors.enumerated().sorted { first, second in
      let (group, other) = (groups[first.element.key], groups[second.element.key])
      guard group != other else { return first.offset < second.offset }
      guard let group, let other else { return group != nil }
      return group < other
    }
    return rows(sorted.map(\.element), { $0 }, note: { groups[$0]?.rawValue })
  }

  /// The processes, nil where there was no Mirai-type packet.
  public var processes: Processes? {
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
      mostAtOnce: most?.value.mostAtOnce ?? 0,
      mostAtOnceSource: most.map { "\($0.key)" },
      rows: rows(Array(profile.processes.prefix(10))) { key in
        (isAddress ? "" : "\(key.source) ") + "port \(key.port), window \(key.window)"
      }
    )
  }

  /// The similar sources.
  public var similar: [Similar] {
    profile.similar.map { similar in
      Similar(
        source: "\(similar.source)",
        days: similar.days.map { "\($0)" },
        ports: similar.labels.map { "\($0)" },
        packets: similar.packets
      )
    }
  }
}
