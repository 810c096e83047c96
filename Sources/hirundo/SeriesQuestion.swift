import Detection
import Schema
import Store

/// Asks for the series of a period and for the listening behind them.
struct SeriesQuestion: Sendable {
  var store: EventStore
  /// All days, also those that are only compared with.
  var period: Period
  /// The first day of which hours are wanted; nil for none.
  var hoursFrom: CivilDay?
  var zone: ReportingZone
  var directory: SensorDirectory?

  private static let day = 86_400e9

  /// The series of days, and those of hours where they are wanted.
  ///
  /// - Parameter kinds: Of each kind, how many.
  /// - Returns: Sets of series.
  /// - Throws: What the store says.
  func sets(_ kinds: [(kind: ActivityKind, count: Int)]) async throws(StoreError) -> [SeriesSet] {
    let scope = QuestionScope(period: period, zone: zone)
    var steps: [ActivityStep] = [.day]
    if hoursFrom != nil { steps.append(.hour) }
    var series: [ActivityStep: [(SeriesSubject, ActivitySeries)]] = [:]
    for (kind, count) in kinds {
      let answer = try await store.activity(
        kind,
        scope,
        most: count,
        steps: steps,
        hoursFrom: hoursFrom
      )
      for (step, all) in answer {
        for one in all {
          guard let subject = SeriesSubject(kind, one.name) else { continue }
          series[step, default: []].append((subject, one))
        }
      }
    }
    let groups = groups
    for step in steps {
      var scope = scope
      if step == .hour, let first = hoursFrom {
        scope.period = Period(first: max(first, period.first), last: period.last)
      }
      for one in try await store.activity(ofGroups: groups, scope, step) {
        series[step, default: []].append((.group(SensorGroup(rawValue: one.name)), one))
      }
    }
    let coverage = try await store.coverage(in: period, zone: zone)
    let usual = Self.usual(coverage)
    var sets = [days(series[.day] ?? [], coverage, usual, groups)]
    if let first = hoursFrom {
      sets.append(try await hours(series[.hour] ?? [], usual, groups, first))
    }
    return sets
  }

  private var groups: [SensorGroup: [String]] {
    let named = directory?.entries.filter { $0.group != nil } ?? []
    return Dictionary(grouping: named) { $0.group ?? .domestic }
      .mapValues { $0.map(\.sensor.name) }
  }

  /// What each sensor usually hears in a day, of days that it listened for at least half.
  private static func usual(_ coverage: [SensorCoverage]) -> [String: Double] {
    var rates: [String: [Double]] = [:]
    for row in coverage where Double(row.covered) >= day / 2 {
      rates[row.sensor, default: []].append(Double(row.packets) * day / Double(row.covered))
    }
    return rates.mapValues { $0.sorted()[$0.count / 2] }
  }

  private func days(
    _ series: [(SeriesSubject, ActivitySeries)],
    _ coverage: [SensorCoverage],
    _ usual: [String: Double],
    _ groups: [SensorGroup: [String]]
  ) -> SeriesSet {
    let span = SeriesSpan(step: .day, first: period.first.number, count: period.dayCount)
    var parts: [String: [Double]] = [:]
    for row in coverage where row.covered > 0 && span.bins.contains(row.day.number) {
      parts[row.sensor, default: Array(repeating: 0, count: span.count)][
        row.day.number - span.first
      ] = min(1, Double(row.covered) / Self.day)
    }
    return Self.set(span, series, parts, usual, groups)
  }

  private func hours(
    _ series: [(SeriesSubject, ActivitySeries)],
    _ usual: [String: Double],
    _ groups: [SensorGroup: [String]],
    _ first: CivilDay
  ) async throws(StoreError) -> SeriesSet {
    let hour: Int64 = 3_600_000_000_000
    let start = zone.start(of: max(first, period.first))
    let end = zone.start(of: CivilDay(number: period.last.number + 1))
    let from = Int(start / hour)
    let span = SeriesSpan(step: .hour, first: from, count: Int((end + hour - 1) / hour) - from)
    var parts: [String: [Double]] = [:]
    for (sensor, hours) in try await store.listeningHours(in: TimeRange(start: start, end: end)) {
      var values = Array(repeating: 0.0, count: span.count)
      for (bin, part) in hours where span.bins.contains(bin) { values[bin - from] = part }
      parts[sensor] = values
    }
    return Self.set(span, series, parts, usual, groups)
  }

  private static func set(
    _ span: SeriesSpan,
    _ series: [(SeriesSubject, ActivitySeries)],
    _ parts: [String: [Double]],
    _ usual: [String: Double],
    _ groups: [SensorGroup: [String]]
  ) -> SeriesSet {
    func dense(_ one: ActivitySeries, _ values: [UInt64]) -> [Double] {
      var counts = Array(repeating: 0.0, count: span.count)
      for (bin, value) in zip(one.bins, values) {
        // A sensor whose clock jumped has packets at other times: they are in no bin.
        guard let bin = Int(exactly: bin), span.bins.contains(bin) else { continue }
        counts[bin - span.first] += Double(value)
      }
      return counts
    }
    return SeriesSet(
      series.map { subject, one in
        SubjectSeries(
          subject,
          span,
          [
            .packets: dense(one, one.packets), .sources: dense(one, one.sources),
            .sensors: dense(one, one.sensors),
          ]
        )
      },
      ListeningSeries(span, parts: parts, usual: usual),
      groups: groups.mapValues { names in
        let members = Set(names)
        return ListeningSeries(span, parts: parts.filter { members.contains($0.key) }, usual: usual)
      }
    )
  }
}

extension SeriesSubject {
  /// The subject of a value as the store names it; nil where there is none.
  init?(_ kind: ActivityKind, _ name: String) {
    switch kind {
    case .label:
      guard let label = PortLabel(name) else { return nil }
      self = .label(label)
    case .region:
      guard let region = name == Region.unknown.description ? .unknown : Region(name) else {
        return nil
      }
      self = .region(region)
    case .network:
      guard let number = name == "unknown" ? 0 : UInt32(name.dropFirst(2)) else { return nil }
      self = .network(number)
    case .tag: self = .tag(name)
    case .stack: self = .stack(name)
    case .sensor, .source, .prefix: return nil
    }
  }
}
