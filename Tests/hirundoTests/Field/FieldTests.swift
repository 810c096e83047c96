import Foundation
import Testing

@testable import hirundo

@Suite(
  "A sensor and a centre in network namespaces",
  .enabled(if: FieldStation.isPossible, "\(FieldStation.requirement)"),
  .serialized
)
struct FieldTests {
  @Test("Every packet that is sent to the sensor is in the store, once")
  func firstPackets() async throws {
    let (station, centre) = try await FieldStation.started()
    var sensor = try await station.startSensor()
    try await station.network.send(from: 0, 20_000)
    sensor = try await station.restart(sensor)
    try await station.expectPackets(20_000)
    let status = try await station.hirundo("sensors", "status", "--format", "csv")
    #expect(status.contains("tokyo-1"))
    #expect(try await sensor.end(by: SIGTERM) == 0)
    #expect(try await centre.end(by: SIGTERM) == 0)
  }

  // A sensor closes a segment a minute, and when it ends.
  @Test("While the centre is away for an hour's segments the spool grows, then it drains")
  func outage() async throws {
    let (station, before) = try await FieldStation.started()
    #expect(try await before.end(by: SIGTERM) == 0)
    var sensor = try await station.startSensor()
    for minute in 0..<60 {
      try await station.network.send(from: minute * 100, 100)
      sensor = try await station.restart(sensor)
    }
    #expect(try await station.status().contains("waiting           60 segments"))
    let centre = try await station.startCentre()
    sensor = try await station.restart(sensor)
    try await station.expectPackets(6000)
    try await station.until("the spool is empty") {
      try await station.status().contains("waiting           0 segments")
    }
    try await sensor.end(by: SIGTERM)
    try await centre.end(by: SIGTERM)
  }

  @Test("Both are killed while segments are on their way, and every packet is there once")
  func kills() async throws {
    var (station, centre) = try await FieldStation.started()
    var sensor = try await station.startSensor()
    var generator = SystemRandomNumberGenerator()
    for part in 0..<4 {
      try await station.network.send(from: part * 2000, 2000)
      sensor = try await station.restart(sensor)
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...600, using: &generator)))
      try await centre.end(by: SIGKILL)
      centre = try await station.startCentre()
    }
    // What came since the open segment was last written down is lost with the process: it is waited for.
    try await station.network.send(from: 8000, 2000)
    try await Task.sleep(for: .seconds(12))
    try await sensor.end(by: SIGKILL)
    sensor = try await station.startSensor()
    try await station.expectPackets(10_000)
    try await sensor.end(by: SIGTERM)
    try await centre.end(by: SIGTERM)
  }

  @Test("A link that is cut while a segment is on its way, and comes back, loses nothing")
  func cutLink() async throws {
    let (station, centre) = try await FieldStation.started("bandwidth: 20 KiB\n")
    var sensor = try await station.startSensor()
    try await station.network.send(from: 0, 5000)
    sensor = try await station.restart(sensor)
    try await Task.sleep(for: .seconds(1))
    try await station.network.shell(on: .sensor, "ip link set wire down")
    try await Task.sleep(for: .seconds(3))
    try await station.network.shell(on: .sensor, "ip link set wire up")
    try await station.expectPackets(5000, within: 120)
    try await sensor.end(by: SIGTERM)
    try await centre.end(by: SIGTERM)
  }

  @Test("A revoked sensor is refused and says so; with a new token it brings what it kept")
  func revoked() async throws {
    let (station, centre) = try await FieldStation.started()
    try await station.hirundo("sensors", "revoke", "tokyo-1")
    var sensor = try await station.startSensor()
    try await station.network.send(from: 0, 500)
    sensor = try await station.restart(sensor)
    try await station.until("the sensor says that it is refused") {
      sensor.text.contains("revoked")
    }
    #expect(try await sensor.end(by: SIGTERM) == 0)
    let token = try await station.hirundo(
      "sensors",
      "token",
      "tokyo-1",
      "--centre",
      "\(FieldNetwork.centreAddress):8443"
    )
    try await station.enrol(token, "--again")
    sensor = try await station.startSensor()
    try await station.expectPackets(500)
    try await sensor.end(by: SIGTERM)
    try await centre.end(by: SIGTERM)
  }

  @Test(
    "Scanners of others are heard and told apart",
    .enabled(
      if: ["nmap", "masscan", "zmap", "hping3"].allSatisfy {
        FieldStation.isExecutable("/usr/bin/\($0)") || FieldStation.isExecutable("/usr/sbin/\($0)")
      },
      "needs nmap, masscan, zmap and hping3; run: make test"
    )
  )
  func scanners() async throws {
    let (station, centre) = try await FieldStation.started()
    var sensor = try await station.startSensor()
    let target = FieldNetwork.sensorAddress
    let hardware = FieldNetwork.sensorHardware
    try await station.network.shell(on: .internet, "nmap -n -Pn -sS -p 1-40 \(target)")
    try await station.network.shell(
      on: .internet,
      "masscan \(target) -p 5000-5040 --rate 500 --wait 0 --interface out --router-mac \(hardware) "
        + "--adapter-ip 192.0.2.1"
    )
    try await station.network.shell(
      on: .internet,
      "zmap -q -p 8080 -i out -S 192.0.2.1 -G \(hardware) -P 5 -c 1 -b /dev/null -o /dev/null \(target)/32"
    )
    for kind in ["-S -p 9001", "-2 -p 9002", "-1"] {
      try await station.network.shell(
        on: .internet,
        "hping3 -q -i u2000 -c 300 \(kind) \(target) || true"
      )
    }
    sensor = try await station.restart(sensor)
    var tags = ""
    try await station.until("the tools are told apart") {
      tags = try await station.hirundo(
        "query",
        "SELECT DISTINCT arrayJoin(arrayConcat(tags, hints)) AS tag FROM packets ORDER BY tag",
        "--format",
        "csv"
      )
      return ["masscan", "nmap-syn", "zmap", "hping3"].allSatisfy { tags.contains($0) }
    }
    #expect(tags.contains("masscan") && tags.contains("nmap-syn") && tags.contains("zmap"))
    // So many hping3 sent of each.
    let counts = try await station.hirundo(
      "query",
      "SELECT countIf(protocol = 6 AND target_port = 9001 AND tcp_flags = 2), "
        + "countIf(protocol = 17 AND target_port = 9002), "
        + "countIf(protocol = 1 AND icmp_type_code = 2048) FROM packets",
      "--format",
      "csv"
    )
    #expect(counts.contains("300,300,300"))
    try await sensor.end(by: SIGTERM)
    try await centre.end(by: SIGTERM)
  }
}
