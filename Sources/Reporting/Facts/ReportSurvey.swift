import Analysis
public import Schema
public import Store

/// Asks the store all that a report of a period says, and makes its facts.
///
/// The facts are internal: they name sensors and hold small cells. Only the gate makes them fit for others.
public struct ReportSurvey: Sendable {
  /// The store.
  public var store: EventStore
  /// The sensors of the report.
  public var directory: SensorDirectory
  /// The operator's country.
  public var home: Region?
  /// The zone in which days begin.
  public var zone: ReportingZone
  /// SHA-256 of the rules.
  public var rulesDigest: String

  /// A survey of a store.
  public init(
    store: EventStore,
    directory: SensorDirectory,
    home: Region?,
    zone: ReportingZone,
    rulesDigest: String
  ) {
    self.store = store
    self.directory = directory
    self.home = home
    self.zone = zone
    self.rulesDigest = rulesDigest
  }

  /// Surveys a period.
  ///
  /// - Parameters:
  ///   - period: The days.
  ///   - withEvidence: Whether the gate has to judge them: not where it lets everything through.
  /// - Returns: The facts, and what the gate judges them by.
  /// - Throws: What the store says.
  public func survey(
    _ period: Period,
    withEvidence: Bool = true
  ) async throws(StoreError) -> SurveyedPeriod {
    let answers = try await store.answers(for: nil, zone: zone)
    func observed(_ period: Period?) async throws(StoreError) -> ObservedPeriod? {
      guard let period else { return nil }
      return try await ObservedPeriod(
        PeriodQuestions(store: store, answers: answers, period: period)
      )
    }
    let now = try await ObservedPeriod(
      PeriodQuestions(store: store, answers: answers, period: period)
    )
    let previous = try await observed(period.previous)
    let yearBefore =
      if period.yearBefore == period.previous {
        previous
      } else {
        try await observed(period.yearBefore)
      }
    let work = Work(survey: self, now: now, previous: previous, yearBefore: yearBefore)
    return try await work.surveyed(withEvidence: withEvidence)
  }

  /// The survey of one period, with the two with which it is compared.
  struct Work: Sendable {
    let survey: ReportSurvey
    let now: ObservedPeriod
    let previous: ObservedPeriod?
    let yearBefore: ObservedPeriod?
    /// The names of all sensors, by group and rank.
    let names: [String]
    /// What all of them bear.
    let coverage: NumberCoverage
    private let dailyCoverage: [CivilDay: NumberCoverage]

    init(
      survey: ReportSurvey,
      now: ObservedPeriod,
      previous: ObservedPeriod?,
      yearBefore: ObservedPeriod?
    ) {
      self.survey = survey
      self.now = now
      self.previous = previous
      self.yearBefore = yearBefore
      names = survey.directory.entries.map(\.sensor.name)
      coverage = now.coverage(of: names)
      dailyCoverage = now.dailyCoverage(of: names)
    }

    /// What all of them bear on a day of the period.
    func coverage(on day: CivilDay) -> NumberCoverage {
      guard let coverage = dailyCoverage[day] else {
        preconditionFailure("the day is one of the period")
      }
      return coverage
    }

    var questions: PeriodQuestions { now.questions }
    var period: Period { questions.period }
    var home: Region? { survey.home }

    /// The groups of the sensors, those without one last.
    var groups: [SensorGroup?] {
      survey.directory.entries.reduce(into: []) { groups, entry in
        if !groups.contains(entry.group) { groups.append(entry.group) }
      }
    }

    /// The names of a group's sensors, in their order.
    func names(of group: SensorGroup?) -> [String] {
      survey.directory.entries.filter { $0.group == group }.map(\.sensor.name)
    }

    /// What the report calls each sensor, in the directory's order.
    var ranks: [SensorRank] {
      var counts: [SensorGroup?: Int] = [:]
      return survey.directory.entries.map { entry in
        counts[entry.group, default: 0] += 1
        return SensorRank(group: entry.group, rank: counts[entry.group] ?? 1)
      }
    }

    /// Values of a definition over all sensors.
    func statistic<Values: Hashable & Sendable & Codable>(
      _ definition: String,
      unit: String,
      _ values: Values,
      _ queries: [String],
      absence: Absence? = nil
    ) -> Statistic<Values> {
      Statistic(
        definition: definition,
        unit: unit,
        coverage: coverage,
        queries: queries.filter { !$0.isEmpty }.map(now.query),
        values: values,
        absence: absence
      )
    }

    /// Why a statistic without values has none.
    func absence(isEmpty: Bool) -> Absence? {
      isEmpty ? (now.isObserved ? .notHeard : .notObserved) : nil
    }

    /// A value for each day of the period on which somebody listened.
    func daily(_ values: [CivilDay: Double], listened: Set<CivilDay>) -> [Double?] {
      period.days.map { listened.contains($0) ? values[$0] ?? 0 : nil }
    }
  }
}
