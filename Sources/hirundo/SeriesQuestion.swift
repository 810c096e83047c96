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
    var sets = [try await days(series[.day] ?? [], groups)]
    if let first = hoursFrom { sets.append(try await hours(series[.hour] ?? [], groups, first)) }
    return sets
  }

  private var groups: [SensorGroup: [String]] {
    let named = directory?.entries.filter { $0.group != nil } ?? []
    return Dictionary(grouping: named) { $0.group ?? .domestic }
      .mapValues { $0.map(\.sensor.name) }
  }

  private func days(
    _ series: [(SeriesSubject, ActivitySeries)],
    _ groups: [SensorGroup: [String]]
  ) async throws(StoreError) -> SeriesSet {
    let span = SeriesSpan(step: .day, first: period.first.number, count: period.dayCount)
    var parts: [String: [Double]] = [:]
    var rates: [String: [Double]] = [:]
    for row in try await store.coverage(in: period, zone: zone) where row.covered > 0 {
      let place = row.day.number - span.first
      guard span.bins.contains(row.day.number) else { continue }
      let part = min(1, Double(row.covered) / Self.day)
      parts[row.sensor, default: Array(repeating: 0, count: span.count)][place] = part
      if part > 0.5 { rates[row.sensor, default: []].append(Double(row.packets) / part) }
    }
    return Self.set(span, series, parts, rates, groups)
  }

  private func hours(
    _ series: [(SeriesSubject, ActivitySeries)],
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
    return Self.set(span, series, parts, [:], groups)
  }

  private static func set(
    _ span: SeriesSpan,
    _ series: [(SeriesSubject, ActivitySeries)],
    _ parts: [String: [Double]],
    _ rates: [String: [Double]],
    _ groups: [SensorGroup: [String]]
  ) -> SeriesSet {
    let usual = rates.compactMapValues { values -> Double? in
      values.isEmpty ? nil : values.sorted()[values.count / 2]
    }
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
