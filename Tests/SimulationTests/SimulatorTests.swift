import Schema
import Simulation
import Testing
import Wire

@Suite("Simulation")
struct SimulatorTests {
  @Test("The same seed gives the same bytes, times and truth")
  func reproducible() throws {
    let scenario = try ScenarioFiles.scenario("small")
    let first = SimulatedFrame.all(of: scenario)
    let second = SimulatedFrame.all(of: scenario)
    #expect(first.map(\.bytes) == second.map(\.bytes))
    #expect(first.map(\.packet.timestamp) == second.map(\.packet.timestamp))
    #expect(
      Simulator(scenario).runWithoutFrames { _ in } == Simulator(scenario).run { _, _ in }
    )
  }

  @Test("Another seed gives other packets")
  func seeds() throws {
    let scenario = try ScenarioFiles.scenario("small")
    let first = SimulatedFrame.all(of: scenario, seed: 1)
    let second = SimulatedFrame.all(of: scenario, seed: 2)
    #expect(first.map(\.bytes) != second.map(\.bytes))
    #expect(Set(first.map(\.source)) != Set(second.map(\.source)))
  }

  @Test("Packets are in the order of time and in their sensor's days")
  func order() throws {
    let scenario = try ScenarioFiles.scenario("small")
    var last = scenario.startTime
    var isOrdered = true
    var isCovered = true
    _ = Simulator(scenario).runWithoutFrames { packet in
      isOrdered = isOrdered && packet.timestamp >= last
      last = packet.timestamp
      let days = scenario.sensors[packet.sensor].days
      isCovered =
        isCovered && packet.timestamp >= scenario.time(ofDay: days.lowerBound)
        && packet.timestamp < scenario.time(ofDay: days.upperBound)
    }
    #expect(isOrdered)
    #expect(isCovered)
  }

  @Test("The truth is what a recount of the packets gives")
  func recount() throws {
    let scenario = try ScenarioFiles.scenario("small")
    var packets = 0
    var labels: [[String: Int]] = scenario.sensors.map { _ in [:] }
    var populations = scenario.populations.map { _ in 0 }
    var miraiHosts: [Set<[Int]>] = scenario.populations.map { _ in [] }
    var sources: Set<[Int]> = []
    var victims: [UInt32: Int] = [:]
    let truth = Simulator(scenario).runWithoutFrames { packet in
      packets += 1
      labels[packet.sensor][packet.label.description, default: 0] += 1
      populations[packet.population] += 1
      let day = Int((packet.timestamp - scenario.startTime) / 86_400_000_000_000)
      if packet.traffic.isAnswer {
        victims[packet.host.rawValue, default: 0] += 1
      } else {
        sources.insert([day, Int(packet.source.rawValue)])
        if scenario.populations[packet.population].headers.isMirai {
          miraiHosts[0].insert([day, Int(packet.source.rawValue)])
        }
      }
    }
    #expect(truth.packets == packets)
    #expect(truth.sensors.map(\.labels) == labels)
    #expect(truth.sensors.map(\.packets) == labels.map { $0.values.reduce(0, +) })
    #expect(truth.populations.map(\.packets) == populations)
    #expect(truth.days.reduce(0) { $0 + $1.sourcesSeen } == sources.count)
    #expect(truth.days.reduce(0) { $0 + $1.miraiHostsSeen } == miraiHosts[0].count)
    #expect(truth.victims.map(\.packets).sorted() == victims.values.sorted())
    #expect(truth.days.allSatisfy { $0.miraiHostsSeen <= $0.miraiHostsActive })
  }

  @Test("Rates come out as numbers of packets")
  func rates() throws {
    let scenario = try ScenarioFiles.minimal(
      packets: "{here: {23/TCP: 40000}, there: {1-65535/UDP: 3}}"
    )
    let truth = Simulator(scenario).runWithoutFrames { _ in }
    // Five standard deviations of a Poisson number around 40,000.
    #expect((39_000...41_000).contains(truth.sensors[0].labels["23/TCP"] ?? 0))
    #expect(truth.sensors[0].labels.count == 1)
    #expect(truth.sensors[1].packets < 20)
  }

  @Test("Hosts stay for their lifetime and are replaced")
  func churn() throws {
    let scenario = try ScenarioFiles.minimal(
      packets: "{all: {23/TCP: 100}}",
      headers: "mirai",
      sources: "{count: 1000, regions: {US: 1}, lifetimeDays: {1: 1}}",
      days: 20
    )
    let truth = Simulator(scenario).runWithoutFrames { _ in }
    // A host that stays 24 hours is on two days unless it comes at midnight: of 1,000 places with
    // 24 phases, 1,000 hosts end and 1,000 hosts begin on a day, but for the 1 of 24 at midnight.
    for day in truth.days.dropFirst() {
      #expect((1920...2000).contains(day.miraiHostsActive), "\(day.day)")
    }
  }

  @Test("A blackout silences its share of a region, and no other region")
  func blackout() throws {
    let scenario = try ScenarioFiles.minimal(
      packets: "{all: {23/TCP: 2000}}",
      headers: "mirai",
      sources: "{count: 20000, regions: {US: 1, IR: 1}}",
      more: "blackouts:\n  - {region: IR, from: 2022-10-02, to: 2022-10-03, lost: 0.8}",
      days: 3
    )
    let truth = Simulator(scenario).runWithoutFrames { _ in }
    let iran = truth.days.filter { $0.region == "IR" }
    let america = truth.days.filter { $0.region == "US" }
    #expect(iran[0].miraiHostsActive == iran[2].miraiHostsActive)
    let share = Double(iran[1].miraiHostsActive) / Double(iran[0].miraiHostsActive)
    #expect((0.18...0.22).contains(share))
    #expect((0.15...0.25).contains(Double(iran[1].sourcesSeen) / Double(iran[0].sourcesSeen)))
    #expect(Set(america.map(\.miraiHostsActive)).count == 1)
    #expect((0.9...1.1).contains(Double(america[1].sourcesSeen) / Double(america[0].sourcesSeen)))
  }

  @Test("A rise multiplies one label on its days")
  func rise() throws {
    let scenario = try ScenarioFiles.minimal(
      packets: "{all: {23/TCP: 1000, 22/TCP: 1000}}",
      more: "rises:\n  - {label: 22/TCP, from: 2022-10-02, to: 2022-10-03, factor: 5}",
      days: 2
    )
    var counts: [PortLabel: [Int]] = [:]
    _ = Simulator(scenario).runWithoutFrames { packet in
      counts[packet.label, default: [0, 0]][
        packet.timestamp < scenario.time(ofDay: 1) ? 0 : 1
      ] += 1
    }
    let telnet = try #require(counts[.tcp(23)])
    let secure = try #require(counts[.tcp(22)])
    #expect((0.8...1.2).contains(Double(telnet[1]) / Double(telnet[0])))
    #expect((4.2...5.8).contains(Double(secure[1]) / Double(secure[0])))
    #expect(scenario.expectedPackets(of: .tcp(22), atSensor: 0) == 6000)
  }

  @Test("A sweep takes one source to every sensor within the hour")
  func sweep() throws {
    let scenario = try ScenarioFiles.minimal(
      packets: "{all: {1-65535/TCP: 50}}\n    sweeps: true",
      sources: "{count: 1000, regions: {US: 1}}"
    )
    var visits: [[UInt32]: Set<Int>] = [:]
    _ = Simulator(scenario).runWithoutFrames { packet in
      visits[[packet.source.rawValue, UInt32(packet.port)], default: []].insert(packet.sensor)
    }
    #expect(visits.count > 20)
    #expect(visits.values.allSatisfy { $0 == [0, 1] })
  }

  @Test("A population that names one group reaches no other sensor")
  func group() throws {
    let scenario = try ScenarioFiles.minimal(packets: "{domestic: {445/TCP: 100}}")
    let truth = Simulator(scenario).runWithoutFrames { _ in }
    #expect(truth.sensors.map { $0.packets > 0 } == [true, false])
  }
}
