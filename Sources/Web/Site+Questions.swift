import Analysis
import Disclosure
import Schema
import Store

/// What several pages ask.
extension Site {
  /// The filter of a reader who sees more than everyone; of a partner, narrowed to their own sensors.
  func filter(
    _ request: WebRequest,
    others: Set<String> = []
  ) async throws -> FilterQuery {
    let query = try FilterQuery(request.query, try await directory(), others: others)
    if case .own(let sensors) = request.sight { return try query.narrowed(to: sensors) }
    return query
  }

  /// The last days that are over and have packets; nil where there is none.
  func lastDays(_ count: Int) async throws -> Period? {
    guard let last = try await fullDays().last else { return nil }
    return Period(first: CivilDay(number: last.number - count + 1), last: last)
  }

  /// What everyone sees of the quarter that a query names, or of the newest; nil where none is public yet.
  func publicFacts(
    _ request: WebRequest,
    others: Set<String> = []
  ) async throws -> (quarters: PublicQuarters, facts: Disclosed<ReportFacts>?) {
    let known: Set<String> = ["period", "view", "lang", "sort"]
    if let name = request.query.names.subtracting(known.union(others)).min() {
      let isFilter =
        name == "sensors" || FilterQuery.kinds.contains { $0.name == name }
      throw WebError(
        isFilter ? 403 : 400,
        place: String(name.prefix(50)),
        problem: isFilter ? "everyone sees whole quarters only" : "there is no such field here",
        remedy: isFilter ? "leave it out, or sign in" : "leave it out"
      )
    }
    return try await facts.facts(named: request.query)
  }

  /// Mirai-type hosts of the last four weeks, or of a public quarter; nil where no day is over.
  func mirai(_ request: WebRequest) async throws -> MiraiView? {
    if request.sight == .everyone {
      return try await publicFacts(request).facts.map { MiraiView($0) }
    }
    let query = try await filter(request)
    guard let period = try await lastDays(28) else { return nil }
    return try await mirai(query, period)
  }

  /// Mirai-type hosts of days, from the packets that pass a filter.
  func mirai(_ query: FilterQuery, _ period: Period) async throws -> MiraiView {
    var scope = query.scope(content, period: period)
    scope.period = period
    scope.filter.tags = ["mirai"]
    let counts = try await content.store.dailySources(scope).counts
    return MiraiView(
      counts,
      period,
      try await coverage(query, period),
      known: try await entries(query).count
    )
  }

  /// The sensors of a filter, with their groups.
  func entries(_ query: FilterQuery) async throws -> [SensorDirectory.Entry] {
    let names = query.filter.sensors
    return try await directory().entries.filter {
      names.isEmpty || names.contains($0.sensor.name)
    }
  }

  /// Packets per sensor-day of the last four weeks, or of a public quarter; nil where no day is over.
  func groupPackets(_ request: WebRequest) async throws -> GroupPacketsView? {
    if request.sight == .everyone {
      return try await publicFacts(request).facts.map { GroupPacketsView($0) }
    }
    let query = try await filter(request)
    guard let period = try await lastDays(28) else { return nil }
    return try await groupPackets(query, period)
  }

  /// Packets per sensor-day of days, from the packets that pass a filter.
  func groupPackets(_ query: FilterQuery, _ period: Period) async throws -> GroupPacketsView {
    var scope = query.scope(content, period: period)
    scope.period = period
    let sums = try await content.store.sensorDaySums(scope)
    return GroupPacketsView(
      sums,
      period,
      try await coverage(query, period),
      try await entries(query)
    )
  }

  /// Who listened on which day, of the sensors of a filter.
  func coverage(_ query: FilterQuery, _ period: Period) async throws -> [SensorCoverage] {
    let names = query.filter.sensors
    return try await content.store.coverage(in: period, zone: content.zone)
      .filter { names.isEmpty || names.contains($0.sensor) }
  }
}
