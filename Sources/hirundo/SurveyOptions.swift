import Disclosure
import Reporting
import Schema
import Store

/// Whose reports are made, and how days and tags are understood.
struct SurveyOptions: Sendable {
  /// The sensors with their groups; nil where nobody says who they are.
  var directory: SensorDirectory?
  /// The operator's country.
  var home: Region?
  /// The zone in which days begin.
  var zone: ReportingZone
  /// SHA-256 of the rules.
  var rulesDigest: String

  /// What asks a store for all that a report of a period needs for an audience.
  ///
  /// Not written where it is used: there Swift 6.3.1 crashes in a release build while it specialises
  /// `StoreOptions.withStore` for the closure. `make demo` builds without this when it no longer does.
  @inline(never)
  func question(
    _ period: Period,
    for audience: Audience
  ) -> @Sendable (StoreSession) async throws -> SurveyedPeriod {
    { session in try await survey(period, for: audience, session.store) }
  }

  private func survey(
    _ period: Period,
    for audience: Audience,
    _ store: EventStore
  ) async throws -> SurveyedPeriod {
    let directory = try await directory(period, store)
    return try await ReportSurvey(
      store: store,
      directory: directory,
      home: home,
      zone: zone,
      rulesDigest: rulesDigest
    ).survey(period, withEvidence: audience == .everyone)
  }

  /// The sensors of a period: those that somebody named, else those that listened at any time.
  private func directory(_ period: Period, _ store: EventStore) async throws -> SensorDirectory {
    guard let directory else {
      let names = try await store.listeningSensors(in: TimeRange(start: 0, end: .max))
      return SensorDirectory(names.sorted().map { Sensor(name: $0) }, home: home)
    }
    let names = try await store.listeningSensors(in: period.range(in: zone))
    for name in names.sorted() where directory[name] == nil {
      throw InputError(
        "the sensor \(name) listened in \(period), but no sensor file says who it is; add it to the file "
          + "of --sensor-file or to sensors.yaml in the data directory"
      )
    }
    return directory
  }
}
