public import Schema

/// Series over hours and days.
extension EventStore {
  /// The series of the values of a kind that had the most sources and packets on any day of a period.
  ///
  /// - Parameters:
  ///   - kind: By what packets are told apart.
  ///   - scope: Which packets; its period has to be given.
  ///   - most: How many values there may be: those with the largest day, by sources plus the root of packets.
  ///   - steps: The steps in which they are wanted.
  ///   - first: The first day of which hours are wanted; nil for the first of the period.
  /// - Returns: The series, by step.
  /// - Throws: What the store says.
  public func activity(
    _ kind: ActivityKind,
    _ scope: QuestionScope,
    most: Int,
    steps: [ActivityStep] = [.day],
    hoursFrom first: CivilDay? = nil
  ) async throws(StoreError) -> [ActivityStep: [ActivitySeries]] {
    let key = ActivityKey(kind: kind)
    let answers = try await answers(for: scope.period, zone: scope.zone)
    let days = PeriodRows(scope, answers, telling: key.detail)
    let largest = try await rows(
      """
      SELECT k FROM (SELECT k, max(s + sqrt(n)) AS m \
      FROM (\(Self.counts(key, .day, days, among: nil))) GROUP BY k) \
      ORDER BY m DESC, k LIMIT \(max(1, most))
      """,
      [.string]
    ).compactMap { $0.first?.word }
    var all: [ActivityStep: [ActivitySeries]] = [:]
    guard !largest.isEmpty else { return all }
    for step in steps {
      var scope = scope
      if step == .hour, let first, let period = scope.period, first <= period.last {
        scope.period = Period(first: max(first, period.first), last: period.last)
      }
      let rows =
        step == .day ? days : PeriodRows(scope, answers, telling: .packets)
      all[step] = try await series(key, step, rows, among: largest)
    }
    return all
  }

  /// The series of groups of sensors, each under its name.
  public func activity(
    ofGroups groups: [SensorGroup: [String]],
    _ scope: QuestionScope,
    _ step: ActivityStep
  ) async throws(StoreError) -> [ActivitySeries] {
    var all: [ActivitySeries] = []
    for (group, sensors) in groups.sorted(by: { $0.key < $1.key }) where !sensors.isEmpty {
      var scope = scope
      scope.filter.sensors = sensors
      let answers = try await answers(for: scope.period, zone: scope.zone)
      let rows = PeriodRows(scope, answers, telling: step == .hour ? .packets : .sources)
      let name = "materialize(\(SQLText.literal(group.rawValue)))"
      all += try await series(ActivityKey(kind: .sensor), step, rows, as: name)
    }
    return all
  }

  private func series(
    _ key: ActivityKey,
    _ step: ActivityStep,
    _ rows: PeriodRows,
    among names: [String]? = nil,
    as expression: String? = nil
  ) async throws(StoreError) -> [ActivitySeries] {
    // A row a value, so that a year of hours is no million rows.
    let answer = try await self.rows(
      """
      SELECT k, groupArray(b), groupArray(n), groupArray(s), groupArray(h) \
      FROM (\(Self.counts(key, step, rows, among: names, as: expression))) GROUP BY k ORDER BY k
      """,
      [.string, .numbers, .numbers, .numbers, .numbers]
    )
    return answer.compactMap { row in
      guard let text = row[0].word, let name = expression == nil ? key.name(text) : text,
        case .numbers(let bins) = row[1], case .numbers(let packets) = row[2],
        case .numbers(let sources) = row[3], case .numbers(let sensors) = row[4]
      else { return nil }
      return ActivitySeries(
        name: name,
        bins: bins,
        packets: packets,
        sources: sources,
        sensors: sensors
      )
    }
  }

  /// Packets, sources and sensors by value and bin; no bin has rows in two tables.
  private static func counts(
    _ key: ActivityKey,
    _ step: ActivityStep,
    _ rows: PeriodRows,
    among names: [String]?,
    as expression: String? = nil
  ) -> String {
    // Summaries of stacks know no sensors; a zero on all days is no change.
    let sensors =
      key.kind == .stack && step == .day ? "toUInt64(0)" : "toUInt64(uniqExact(sensor))"
    let select = rows.select(
      { part in
        [
          "\(expression ?? key.expression) AS k", "\(step.bin(part)) AS b",
          "toUInt64(sum(\(part.packets))) AS n", "toUInt64(uniqExact(source)) AS s",
          "\(sensors) AS h",
        ]
      },
      by: ["k", "b"],
      where: expression == nil ? key.condition : nil
    )
    guard let names else { return select }
    let list = names.map { SQLText.literal($0) }.joined(separator: ", ")
    return "SELECT k, b, n, s, h FROM (\(select)) WHERE k IN (\(list))"
  }

  /// What makes the packets of some bins differ from those before, by several kinds of values.
  ///
  /// - Parameters:
  ///   - kinds: By what packets are told apart.
  ///   - scope: Which packets; its period has to hold all bins.
  ///   - step: How long the bins are.
  ///   - bins: The bins.
  ///   - before: The bins with which they are compared.
  ///   - isRise: Whether what grew is wanted, or what shrank.
  ///   - bySources: Whether sources decide, or packets.
  ///   - most: How many values there may be of each kind.
  /// - Returns: The values that differ most.
  /// - Throws: What the store says.
  public func parts(
    _ kinds: [ActivityKind],
    _ scope: QuestionScope,
    _ step: ActivityStep,
    bins: ClosedRange<Int>,
    before: ClosedRange<Int>,
    isRise: Bool,
    bySources: Bool,
    most: Int
  ) async throws(StoreError) -> [ActivityPart] {
    let answers = try await answers(for: scope.period, zone: scope.zone)
    func within(_ range: ClosedRange<Int>) -> String {
      "b >= \(range.lowerBound) AND b <= \(range.upperBound)"
    }
    func difference(_ now: String, _ then: String) -> String {
      "toInt64(\(now)) * \(before.count) - toInt64(\(then)) * \(bins.count)"
    }
    var parts: [ActivityPart] = []
    for kind in kinds {
      let key = ActivityKey(kind: kind)
      let rows = PeriodRows(scope, answers, telling: step == .hour ? .packets : key.detail)
      let select = rows.select(
        { part in
          [
            "\(key.expression) AS k", "\(step.bin(part)) AS b",
            "toUInt64(sum(\(part.packets))) AS n", "toUInt64(uniqExact(source)) AS s",
          ]
        },
        by: ["k", "b"],
        where: key.condition
      )
      let order = bySources ? difference("c", "e") : difference("a", "d")
      let answer = try await self.rows(
        """
        SELECT k, sumIf(n, \(within(bins))) AS a, sumIf(s, \(within(bins))) AS c, \
        sumIf(n, \(within(before))) AS d, sumIf(s, \(within(before))) AS e \
        FROM (\(select)) GROUP BY k ORDER BY \(order) \(isRise ? "DESC" : "ASC"), k \
        LIMIT \(max(1, most))
        """,
        [.string, .uint64, .uint64, .uint64, .uint64]
      )
      parts += answer.compactMap { row in
        guard let name = row[0].word.flatMap(key.name), let packets = row[1].count,
          let sources = row[2].count, let packetsBefore = row[3].count,
          let sourcesBefore = row[4].count
        else { return nil }
        return ActivityPart(
          kind: kind,
          name: name,
          packets: packets,
          sources: sources,
          packetsBefore: packetsBefore,
          sourcesBefore: sourcesBefore
        )
      }
    }
    return parts
  }

  /// How long each sensor listened in each hour of a stretch.
  ///
  /// What two segments of a sensor cover in one hour is added, and never more than the hour.
  ///
  /// - Parameter range: The stretch.
  /// - Returns: By sensor, the part of each hour in which it listened, by the hour's number since 1970.
  /// - Throws: What the store says.
  public func listeningHours(
    in range: TimeRange
  ) async throws(StoreError) -> [String: [Int: Double]] {
    let hour = 3_600_000_000_000
    let first = max(0, ReportingZone.utc.day(of: range.start).day.number - 1)
    let last = min(65_535, max(0, ReportingZone.utc.day(of: range.end).day.number))
    let answer = try await rows(
      """
      SELECT sensor, groupArray(b), groupArray(t) FROM (SELECT sensor, b, \
      toUInt64(least(\(hour), sum(least(ended, toInt64(b + 1) * \(hour)) - \
      greatest(began, toInt64(b) * \(hour))))) AS t FROM (\
      SELECT sensor, began, ended, toUInt64(intDiv(began, \(hour)) + arrayJoin(range(\
      toUInt64(1 + intDiv(ended - 1, \(hour)) - intDiv(began, \(hour)))))) AS b FROM (\
      SELECT sensor, sequence, argMax(toString(state), version) AS last, \
      argMax(covered_from, version) AS began, argMax(covered_until, version) AS ended \
      FROM segments WHERE day >= toDate(\(first)) AND day <= toDate(\(last)) \
      GROUP BY sensor, sequence) \
      WHERE last = 'stored' AND began >= 0 AND began < ended \
      AND ended - began <= \(48 * hour) AND ended > \(range.start) AND began < \(range.end)) \
      GROUP BY sensor, b) GROUP BY sensor ORDER BY sensor
      """,
      [.word, .numbers, .numbers]
    )
    var hours: [String: [Int: Double]] = [:]
    for row in answer {
      guard let sensor = row[0].word, case .numbers(let bins) = row[1],
        case .numbers(let times) = row[2]
      else { continue }
      for (bin, time) in zip(bins, times) {
        hours[sensor, default: [:]][Int(clamping: bin)] = Double(time) / Double(hour)
      }
    }
    return hours
  }
}
