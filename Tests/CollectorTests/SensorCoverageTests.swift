import Schema
import Store
import Testing

@Suite(
  "Coverage of sensors from the ledger",
  .enabled(if: CollectorPackage.hasEngine, "\(CollectorPackage.engineIsMissing)")
)
struct SensorCoverageTests {
  private static let hour: Int64 = 3_600_000_000_000
  /// 2024-07-15T00:00:00Z.
  private static let start: Int64 = 19_919 * 24 * hour
  private static let day = CivilDay(number: 19_919)

  private func segment(
    _ sensor: String,
    _ sequence: UInt64,
    from: Int64,
    until: Int64,
    packets: UInt32,
    dropped: UInt64 = 0,
    state: SegmentRecord.State = .stored
  ) -> SegmentRecord {
    let coverage = TimeRange(start: Self.start + from, end: Self.start + until)
    var record = SegmentRecord(
      sensor: sensor,
      sequence: sequence,
      day: ReportingZone.utc.day(of: coverage.start).day,
      digest: [UInt8](repeating: 1, count: 32),
      path: "\(sequence)",
      bytes: 1,
      frames: packets,
      packets: packets,
      times: coverage.start...coverage.end - 1,
      coverage: coverage,
      received: UInt64(packets) + dropped,
      dropped: dropped,
      drops: [:]
    )
    record.state = state
    record.version = state == .pending ? 1 : 2
    return record
  }

  @Test("What two segments cover counts once, in the zone's days; what is pending does not")
  func days() async throws {
    let station = try await TestStation()
    let hour = Self.hour
    let records = [
      segment("tokyo-1", 1, from: 0, until: 2 * hour, packets: 10),
      segment("tokyo-1", 2, from: hour, until: 3 * hour, packets: 20, dropped: 5),
      // Across the midnight of Tokyo, 15:00 in UTC.
      segment("tokyo-1", 3, from: 14 * hour, until: 16 * hour, packets: 40),
      segment("tokyo-1", 4, from: 20 * hour, until: 21 * hour, packets: 80, state: .pending),
      segment("lima-1", 1, from: 23 * hour, until: 24 * hour, packets: 0),
    ]
    // As it goes: pending first, then stored.
    try await station.store.record(
      records.map {
        var record = $0
        record.state = .pending
        record.version = 1
        return record
      }
    )
    try await station.store.record(records.filter { $0.state == .stored })

    let period = try #require(Period("2024-07-15"))
    let utc = try await station.store.coverage(in: period, zone: .utc)
    #expect(utc.map(\.sensor) == ["lima-1", "tokyo-1"])
    #expect(utc.map(\.covered) == [hour, 5 * hour])
    #expect(utc.map(\.packets) == [0, 70])
    #expect(utc.map(\.dropped) == [0, 5])
    #expect(utc.map(\.segments) == [1, 3])
    #expect(utc.map(\.lastPacket) == [nil, Self.start + 16 * hour - 1])

    let zone = ReportingZone(name: "Asia/Tokyo", transitions: [.init(start: .min, offset: 32_400)])
    let tokyo = try await station.store.coverage(
      in: try #require(Period("2024-07-15..2024-07-16")),
      zone: zone
    ).filter { $0.sensor == "tokyo-1" }
    #expect(tokyo.map(\.day) == [Self.day, CivilDay(number: 19_920)])
    // 00:00 to 03:00 and 14:00 to 15:00; then 15:00 to 16:00.
    #expect(tokyo.map(\.covered) == [4 * hour, hour])
    // A segment's packets count where it begins.
    #expect(tokyo.map(\.packets) == [70, 0])

    let hours = try await station.store.sensorHours(
      in: TimeRange(start: Self.start, end: Self.start + 24 * hour)
    ).filter { $0.sensor == "tokyo-1" }
    #expect(hours.map { $0.hour - Self.start / hour } == [0, 1, 14])
    #expect(hours.map(\.packets) == [10, 20, 40])
    #expect(try await station.store.highestSequences() == ["tokyo-1": 4, "lima-1": 1])
    #expect(try await station.store.pendingSegments().map(\.sequence) == [4])
  }
}
