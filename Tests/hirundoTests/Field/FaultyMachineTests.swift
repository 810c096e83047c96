import Foundation
import Testing

@testable import hirundo

extension FieldTests {
  @Suite("The machine of the sensor or of the centre is not well")
  struct FaultyMachineTests {
    /// The kernel's clock, in seconds since 1970.
    private static func seconds() -> Int64 { StoreSession.now() / 1_000_000_000 }

    @Test(
      "A sensor whose clock is two hours off is flagged, and its packets keep its times",
      .enabled(if: FakedClock.library != nil, "needs a C compiler, cc"),
      arguments: [-2, 2]
    )
    func clock(hours: Int) async throws {
      let begin = Self.seconds()
      // The centre's clock is off the other way.
      let (station, centre) = try await FieldStation.started(
        environment: FakedClock.environment(ahead: -3600 * hours)
      )
      var sensor = try await station.startSensor()
      try await station.network.send(from: 0, 1000)
      sensor = try await station.restart(sensor)
      try await station.expectPackets(1000)
      let times = try await station.hirundo(
        "query",
        "SELECT toUnixTimestamp(min(time)) >= \(begin) AND toUnixTimestamp(max(time)) <= \(Self.seconds()) "
          + "FROM packets",
        "--format",
        "csv"
      )
      #expect(times.hasSuffix("\n1\n"), "\(times)")
      let status = try await station.hirundo("sensors", "status", "--format", "csv")
      #expect(status.contains("clock"), "\(status)")
      try await station.until("the sensor says so itself") {
        let said = hours < 0 ? "ms behind the centre's" : "ms ahead of the centre's"
        return try await station.status().contains(said)
      }
      try await sensor.end(by: SIGTERM)
      try await centre.end(by: SIGTERM)
    }

    @Test(
      "While the centre's disk is full it takes nothing, and when there is room it misses nothing"
    )
    func fullCentre() async throws {
      let (station, centre) = try await FieldStation.started(
        disk: .init(folder: "centre", size: "256m")
      )
      var sensor = try await station.startSensor()
      try await station.network.send(from: 0, 1000)
      sensor = try await station.restart(sensor)
      try await station.expectPackets(1000)
      try await station.fillDisk()
      try await station.network.send(from: 1000, 2000)
      sensor = try await station.restart(sensor)
      try await sensor.wait(for: "answers 503 to segment")
      #expect(centre.isRunning)
      try station.makeRoom()
      // Otherwise it waits as long as Retry-After says.
      sensor = try await station.restart(sensor)
      try await station.expectPackets(3000)
      try await sensor.end(by: SIGTERM)
      #expect(try await centre.end(by: SIGTERM) == 0)
    }

    @Test("A sensor whose disk is full lets the oldest go, says so, and brings all the rest")
    func fullSensor() async throws {
      let (station, before) = try await FieldStation.started(
        "reserve: 0\n",
        disk: .init(folder: "sensor", size: "1m")
      )
      try await before.end(by: SIGTERM)
      var sensor = try await station.startSensor()
      let parts = 8
      let size = 10_000
      for part in 0..<parts {
        try await station.network.send(from: part * size, size)
        sensor = try await station.restart(sensor)
      }
      let centre = try await station.startCentre()
      sensor = try await station.restart(sensor)
      try await station.until("all that it has is shipped") {
        try await station.status().contains("waiting           0 segments")
      }
      // A part is a segment: it is there whole, or it is lost and the centre knows.
      var lost = 0
      try await station.until("the rest is in the store") {
        let answer = try await station.hirundo(
          "query",
          "SELECT count(), uniqExact(source), countIf(packets != \(size)) FROM (SELECT source, "
            + "count() OVER (PARTITION BY intDiv(tcp_sequence, \(size))) AS packets FROM packets "
            + "WHERE protocol = 6)",
          "--format",
          "csv"
        )
        let numbers = answer.split(separator: "\n").last?.split(separator: ",").compactMap {
          Int($0)
        }
        let gaps = try await station.status().split(separator: "\n").first { $0.hasPrefix("LOST") }
        lost = gaps?.split(separator: " ").compactMap { Int($0) }.first ?? 0
        return numbers == [(parts - lost) * size, (parts - lost) * size, 0]
      }
      #expect((1..<parts).contains(lost))
      try await station.until("the centre knows of the gap") {
        try await station.hirundo("sensors", "status", "--format", "csv").contains("gaps")
      }
      try await sensor.end(by: SIGTERM)
      try await centre.end(by: SIGTERM)
    }
  }
}
