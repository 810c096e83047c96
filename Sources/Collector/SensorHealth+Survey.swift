public import Registry
import Schema
public import Store

extension SensorHealth {
  /// Looks at all sensors of a registry.
  ///
  /// - Parameters:
  ///   - registry: What was heard of them.
  ///   - store: What came of it.
  ///   - now: The present time, in nanoseconds since 1970.
  /// - Returns: The sensors in the order in which they were added.
  /// - Throws: `RegistryError` and `StoreError`.
  public static func survey(
    _ registry: Registry,
    _ store: EventStore,
    now: Int64
  ) async throws -> [SensorHealth] {
    let length: Int64 = 86_400_000_000_000
    let today = ReportingZone.utc.day(of: now).day
    func coverage(days: Int64) async throws(StoreError) -> [String: SensorCoverage] {
      let range = TimeRange(start: now - days * length, end: now)
      return Dictionary(
        try await store.coverage(of: today, range).map { ($0.sensor, $0) },
        uniquingKeysWith: { first, _ in first }
      )
    }
    let lastDay = try await coverage(days: 1)
    let lastMonth = try await coverage(days: 30)
    let hours = Dictionary(
      grouping: try await store.sensorHours(in: TimeRange(start: now - 15 * length, end: now))
    ) { $0.sensor }
    let contacts = try registry.contacts()
    return try registry.sensors().map { sensor in
      let name = sensor.sensor.name
      return SensorHealth(
        sensor,
        contact: contacts[name],
        lastDay: lastDay[name],
        lastMonth: lastMonth[name],
        hours: hours[name] ?? [],
        receipts: try registry.receipts(
          of: name,
          since: CivilDay(number: today.number - 30)
        ),
        certificateUntil: try registry.certificateEnd(of: name),
        now: now
      )
    }
  }
}
