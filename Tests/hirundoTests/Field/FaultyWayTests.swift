import Foundation
import Testing

@testable import hirundo

extension FieldTests {
  @Suite("The way between sensor and centre is bad")
  struct FaultyWayTests {
    private static let relayed = "\(FieldNetwork.centreAddress):9443"
    private static let straight = "\(FieldNetwork.centreAddress):8443"

    @Test(
      "Half a second late each way, and with connections that break or fall silent, all arrives"
    )
    func lateAndBroken() async throws {
      var relay: RunningProgram?
      let (station, centre) = try await FieldStation.started(centre: Self.relayed) { network in
        relay = try await network.startRelay(
          Self.relayed,
          Self.straight,
          "--delay",
          "0.5",
          "--break",
          "8"
        )
      }
      var sensor = try await station.startSensor()
      for part in 0..<3 {
        try await station.network.send(from: part * 2000, 2000)
        sensor = try await station.restart(sensor)
      }
      try await station.expectPackets(6000, within: 90)
      #expect(relay?.text.contains("connection 8") == true)
      try await sensor.end(by: SIGTERM)
      try await centre.end(by: SIGTERM)
      try await relay?.end(by: SIGKILL)
    }

    @Test(
      "With 30 % of the packets lost and half a second of delay all arrives",
      .enabled(if: Netem.isThere, "this kernel has no netem (tc qdisc add … netem)")
    )
    func lossAndDelay() async throws {
      let (station, centre) = try await FieldStation.started()
      let bad = "netem loss 30% delay 500ms"
      try await station.network.shell(on: .sensor, "tc qdisc add dev wire root \(bad)")
      try await station.network.shell(on: .centre, "tc qdisc add dev sensors root \(bad)")
      var sensor = try await station.startSensor()
      try await station.network.send(from: 0, 2000)
      sensor = try await station.restart(sensor)
      try await station.expectPackets(2000, within: 300)
      try await sensor.end(by: SIGTERM)
      try await centre.end(by: SIGTERM)
    }

    @Test("A proxy that asks for user and password opens the way to who tells them")
    func proxy() async throws {
      let place = "\(FieldNetwork.centreAddress):3128"
      var relay: RunningProgram?
      let (station, centre) = try await FieldStation.started(
        "proxy: http://tokyo:open%40sesame@\(place)\n"
      ) { network in
        relay = try await network.startRelay(place, "proxy", "--login", "tokyo:open@sesame")
      }
      var sensor = try await station.startSensor()
      try await station.network.send(from: 0, 1000)
      sensor = try await station.restart(sensor)
      try await station.expectPackets(1000)
      #expect(relay?.text.contains("CONNECT \(Self.straight)") == true)
      #expect(relay?.text.contains("407") == false)
      let doctor = try await station.network.shell(
        on: .sensor,
        "\(FieldStation.program("hirundo-sensor")) doctor --config \(station.folder)/sensor.yaml || true"
      )
      #expect(doctor.contains("it answers and knows this sensor") && !doctor.contains("sesame"))
      try await sensor.end(by: SIGTERM)
      try await centre.end(by: SIGTERM)
      try await relay?.end(by: SIGKILL)
    }
  }
}
