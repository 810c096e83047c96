import Analysis
import Schema
import Simulation
import Testing
import Wire

/// The runs of docs/definitions/DailyChurn.md: 200 hosts, each of which stays for ten days, so that
/// a tenth is replaced each day; of the fourth of seven days three things are known.
@Suite("Daily churn against the simulator's truth (docs/definitions/DailyChurn.md)")
struct DailyChurnJudgementTests {
  @Test("Survival is found in 90 to 99 % of the runs, hosts and newcomers in three quarters")
  func judged() throws {
    let rate = 200 * 1.5
    let scenario = try Scenario(
      yaml: """
        name: judged
        seed: 1
        home: JP
        period: {start: 2024-07-01, days: 7}
        sensors: [{name: a, address: 192.0.2.1, country: JP}]
        regions: {US: [73.0.0.0/8]}
        populations:
          - name: stay
            headers: mirai
            sources: {count: 200, regions: {US: 1}, lifetimeDays: {10: 1}}
            packetsPerSensorDay: {all: {23/TCP: \(rate)}}
        """,
      file: "judged.yaml"
    )
    let coverage = NumberCoverage(sensors: 1, knownSensors: 1, sensorDays: 1, lostPackets: 0)
    let days = (0..<7).map { CivilDay(number: scenario.start.number + $0) }
    var within = [0, 0, 0]
    for seed in UInt64(1)...200 {
      var sources: [UInt32: Set<CivilDay>] = [:]
      _ = Simulator(scenario, seed: seed).runWithoutFrames { packet in
        let day = Int((packet.timestamp - scenario.startTime) / 86_400_000_000_000)
        sources[packet.host.rawValue, default: []].insert(days[day])
      }
      var seen = SeenDays(days: days)
      for source in sources.values { seen.add(source) }
      let fourth = DailyChurn.all(seen) { _ in coverage }[3]
      let hosts = try #require(fourth.hosts.estimate)
      let survival = try #require(fourth.survival.estimate)
      let newcomers = try #require(fourth.newcomers.estimate)
      let checks: [(Estimate, Double)] = [
        (hosts, 200), (survival, 0.9), (newcomers, 20),
      ]
      for (index, (estimate, truth)) in checks.enumerated() {
        within[index] += estimate.lower <= truth && truth <= (estimate.upper ?? .infinity) ? 1 : 0
      }
    }
    // Hosts are counted between those of an instant, 200, and those of the whole day, 220.
    #expect(within[0] > 150)
    #expect((180...198).contains(within[1]))
    #expect(within[2] > 150)
  }
}
