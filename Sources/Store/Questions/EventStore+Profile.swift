import Schema
import Wire

/// Everything known about a source.
extension EventStore {
  /// The profile of a source, a block or a network.
  ///
  /// - Parameters:
  ///   - subject: Whom it is about.
  ///   - scope: The days; its filter's sources and networks are replaced by the subject's.
  ///   - withSimilar: Whether similar sources of an address are looked for.
  /// - Returns: The profile, with no total when the source has no packets.
  /// - Throws: `StoreError`: the store does not answer.
  public func profile(
    of subject: SourceSubject,
    _ scope: QuestionScope,
    withSimilar: Bool = true
  ) async throws(StoreError) -> SourceProfile {
    var scope = scope
    scope.filter.sources = subject.filter.sources
    scope.filter.networks = subject.filter.networks
    let answers = try await self.answers(for: nil, zone: scope.zone)
    let rows = PeriodRows(scope, answers)
    var profile = SourceProfile(subject: subject, origin: rows.origin)
    let hints = try await addFacets(to: &profile, rows)
    guard profile.total != nil else { return profile }
    try await settle(hints, in: &profile, scope, answers)
    // From here on only days on which there is something.
    let days = Set(profile.days.map(\.key))
    let packets = PeriodRows(scope, answers, telling: .stacks, on: days)
    let hasProcesses = profile.tags.contains { $0.key == Self.miraiTag }
    let known = profile
    let asked = scope
    let ((stacks, processes), others) = try await Self.together(
      { () async throws(StoreError) in
        try await Self.together(
          { () async throws(StoreError) in try await self.stacks(packets) },
          { () async throws(StoreError) in
            hasProcesses ? try await self.processes(packets) : ([], 0)
          }
        )
      },
      { () async throws(StoreError) in
        try await self.others(known, asked, answers, withSimilar: withSimilar)
      }
    )
    profile.stacks = stacks
    (profile.processes, profile.processCount) = processes
    (profile.similar, profile.sources) = others
    return profile
  }

  /// The sources that do the same as an address, or those that a block or a network consists of.
  private func others(
    _ profile: SourceProfile,
    _ scope: QuestionScope,
    _ answers: DayAnswers,
    withSimilar: Bool
  ) async throws(StoreError) -> ([SourceProfile.Similar], [TopAnswer.Row]) {
    guard case .address(let address) = profile.subject else {
      var sources = TopQuestion(.sources, scope)
      sources.comparesPrevious = false
      return ([], try await top(sources).rows)
    }
    guard withSimilar else { return ([], []) }
    return (try await similarSources(to: address, scope, answers, profile.days.map(\.key)), [])
  }

  /// The tag of Mirai-type packets, whose process keys are counted.
  static var miraiTag: String { "mirai" }

  private func facets(
    _ rows: PeriodRows,
    ofAddress isOne: Bool
  ) async throws(StoreError) -> [[StoreValue]] {
    let select = isOne ? ProfileFacet.selectOfAddress(rows) : ProfileFacet.select(rows)
    return try await self.rows(
      """
      SELECT f, k, sum(p) AS n, \(isOne ? "max(u)" : "uniqExactMerge(u)") AS s, min(a), max(b) \
      FROM (\(select)) GROUP BY f, k ORDER BY f, n DESC, k LIMIT 131328 BY f
      """,
      [.string, .string, .uint64, .uint64, .int64, .int64]
    )
  }

  /// The labels of an address.
  private func labels(
    _ rows: PeriodRows
  ) async throws(StoreError) -> [SourceProfile.Counted<PortLabel>] {
    try await self.rows(
      ProfileFacet.selectLabels(rows),
      [.uint32, .uint64, .int64, .int64]
    ).compactMap { row in
      guard let label = row[0].label, let packets = row[1].count, let first = row[2].instant,
        let last = row[3].instant
      else { return nil }
      return SourceProfile.Counted(
        key: label,
        packets: packets,
        sources: 1,
        firstSeen: first,
        lastSeen: last
      )
    }
  }

  /// Asks for all facets at once, and returns the hints, which are not settled yet.
  private func addFacets(
    to profile: inout SourceProfile,
    _ rows: PeriodRows
  ) async throws(StoreError) -> [SourceProfile.Counted<String>] {
    let isOne = if case .address = profile.subject { true } else { false }
    let (answer, labels) = try await Self.together(
      { () async throws(StoreError) in try await facets(rows, ofAddress: isOne) },
      { () async throws(StoreError) in isOne ? try await self.labels(rows) : [] }
    )
    profile.labels = labels
    var hints: [SourceProfile.Counted<String>] = []
    for row in answer {
      guard let name = row[0].word, let facet = ProfileFacet(rawValue: name),
        let key = row[1].word, let packets = row[2].count, let sources = row[3].count,
        let first = row[4].instant, let last = row[5].instant
      else { continue }
      func add<Key>(
        _ key: Key?,
        to list: WritableKeyPath<SourceProfile, [SourceProfile.Counted<Key>]>
      ) {
        guard let key else { return }
        profile[keyPath: list].append(
          SourceProfile.Counted(
            key: key,
            packets: packets,
            sources: sources,
            firstSeen: first,
            lastSeen: last
          )
        )
      }
      switch facet {
      case .total:
        profile.total = SourceProfile.Counted(
          key: profile.subject,
          packets: packets,
          sources: sources,
          firstSeen: first,
          lastSeen: last
        )
      case .day: add(Int(key).map(CivilDay.init(number:)), to: \.days)
      case .sensor: add(key, to: \.sensors)
      case .label: add(UInt32(key).map(PortLabel.init(rawValue:)), to: \.labels)
      case .region: add(UInt16(key, radix: 16).map(Region.init(rawValue:)), to: \.regions)
      case .network: add(UInt32(key), to: \.networks)
      case .class: add(TrafficClass(key), to: \.classes)
      case .tag: add(key, to: \.tags)
      case .hint:
        hints.append(
          SourceProfile.Counted(
            key: key,
            packets: packets,
            sources: sources,
            firstSeen: first,
            lastSeen: last
          )
        )
      }
    }
    profile.days.sort { $0.key < $1.key }
    profile.labels.sort { ($1.packets, $0.key) < ($0.packets, $1.key) }
    return hints
  }

  /// Adds the hints that count: of one source they are all here, of several each has its own.
  private func settle(
    _ hints: [SourceProfile.Counted<String>],
    in profile: inout SourceProfile,
    _ scope: QuestionScope,
    _ answers: DayAnswers
  ) async throws(StoreError) {
    for hint in hints {
      guard let threshold = scope.thresholds[hint.key] else { continue }
      let place = profile.tags.firstIndex { $0.key == hint.key }
      if case .address = profile.subject {
        guard place != nil || hint.packets >= UInt64(threshold) else { continue }
        add(hint, to: &profile.tags, at: place)
        continue
      }
      var tagged = scope
      tagged.filter.tags = [hint.key]
      let rows = PeriodRows(tagged, answers)
      let select = rows.select(
        { part in
          [
            "sum(\(part.packets)) AS p", "uniqExactState(source) AS u", "min(\(part.first)) AS a",
            "max(\(part.last)) AS b",
          ]
        },
        by: []
      )
      let answer = try await self.rows(
        """
        SELECT sum(p), uniqExactMerge(u), minIf(a, p > 0), maxIf(b, p > 0) FROM (\(select))
        """,
        [.uint64, .uint64, .int64, .int64]
      )
      guard let row = answer.first, let packets = row[0].count, packets > 0,
        let sources = row[1].count, let first = row[2].instant, let last = row[3].instant
      else { continue }
      let whole = SourceProfile.Counted(
        key: hint.key,
        packets: packets,
        sources: sources,
        firstSeen: first,
        lastSeen: last
      )
      if let place { profile.tags[place] = whole } else { profile.tags.append(whole) }
    }
    profile.tags.sort { ($1.packets, $0.key) < ($0.packets, $1.key) }
  }

  private func add(
    _ hint: SourceProfile.Counted<String>,
    to tags: inout [SourceProfile.Counted<String>],
    at place: Int?
  ) {
    guard let place else {
      tags.append(hint)
      return
    }
    tags[place].packets += hint.packets
    tags[place].firstSeen = min(tags[place].firstSeen, hint.firstSeen)
    tags[place].lastSeen = max(tags[place].lastSeen, hint.lastSeen)
  }

  private func stacks(
    _ rows: PeriodRows
  ) async throws(StoreError) -> [SourceProfile.Counted<String>] {
    let select = rows.select(
      { part in
        [
          "toString(stack) AS k", "sum(\(part.packets)) AS p", "uniqExactState(source) AS u",
          "min(\(part.first)) AS a", "max(\(part.last)) AS b",
        ]
      },
      by: ["k"],
      where: "stack != ''"
    )
    let answer = try await self.rows(
      """
      SELECT k, sum(p) AS n, uniqExactMerge(u), min(a), max(b) FROM (\(select)) \
      GROUP BY k ORDER BY n DESC, k LIMIT 100
      """,
      [.string, .uint64, .uint64, .int64, .int64]
    )
    return answer.compactMap { row in
      guard let stack = row[0].word, let packets = row[1].count, let sources = row[2].count,
        let first = row[3].instant, let last = row[4].instant
      else { return nil }
      return SourceProfile.Counted(
        key: stack,
        packets: packets,
        sources: sources,
        firstSeen: first,
        lastSeen: last
      )
    }
  }

  private func processes(
    _ rows: PeriodRows
  ) async throws(StoreError) -> ([SourceProfile.Counted<SourceProfile.ProcessKey>], UInt64) {
    let isMirai = "has(tags, \(SQLText.literal(Self.miraiTag)))"
    let keys = ["source", "source_port", "tcp_window"]
    let select = rows.select(
      { part in
        keys + ["sum(\(part.packets)) AS p", "min(\(part.first)) AS a", "max(\(part.last)) AS b"]
      },
      by: keys,
      where: isMirai
    )
    let order = keys.joined(separator: ", ")
    let answer = try await self.rows(
      """
      SELECT \(order), sum(p) AS n, min(a), max(b) FROM (\(select)) GROUP BY \(order) \
      ORDER BY n DESC, \(order) LIMIT \(SourceProfile.processLimit)
      """,
      [.fixedString(16), .uint16, .uint16, .uint64, .int64, .int64]
    )
    let processes = answer.compactMap { row -> SourceProfile.Counted<SourceProfile.ProcessKey>? in
      guard let source = row[0].address, let port = row[1].count, let window = row[2].count,
        let packets = row[3].count, let first = row[4].instant, let last = row[5].instant
      else { return nil }
      return SourceProfile.Counted(
        key: SourceProfile.ProcessKey(
          source: source,
          port: UInt16(truncatingIfNeeded: port),
          window: UInt16(truncatingIfNeeded: window)
        ),
        packets: packets,
        sources: 1,
        firstSeen: first,
        lastSeen: last
      )
    }
    guard processes.count == SourceProfile.processLimit else {
      return (processes, UInt64(processes.count))
    }
    let grouped = rows.select({ _ in keys }, by: keys, where: isMirai)
    let count = try await self.rows(
      "SELECT count() FROM (SELECT DISTINCT \(order) FROM (\(grouped)))",
      [.uint64]
    )
    return (processes, count.first?.first?.count ?? 0)
  }
}
