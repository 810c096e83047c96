import Schema
import Wire

/// Keeps count of a simulation's packets and makes its ground truth.
struct TruthRecorder {
  private struct Span {
    var packets = 0
    var first: Int64
    var last: Int64
  }

  private let scenario: Scenario
  private let seed: UInt64
  private var labels: [LabelPages]
  private var packets: [Int]
  private var hosts: [Set<UInt32>]
  private var victims: [UInt32: Span] = [:]
  private var days: [GroundTruth.RegionDay] = []

  private var active: [Region: Int] = [:]
  private var miraiSeen: [Region: Set<UInt32>] = [:]
  private var sourcesSeen: [Region: Set<UInt32>] = [:]

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    self.seed = seed
    labels = scenario.sensors.map { _ in LabelPages() }
    packets = scenario.populations.map { _ in 0 }
    hosts = scenario.populations.map { _ in [] }
  }

  mutating func record(_ entry: borrowing Schedule.Entry) {
    let packet = entry.packet
    let address = packet.host.rawValue
    labels[packet.sensor].add(packet.label)
    packets[packet.population] += 1
    if entry.isFirstOfHost { hosts[packet.population].insert(address) }
    if packet.traffic.isAnswer {
      let time = packet.timestamp
      victims[address, default: Span(first: time, last: time)].packets += 1
      victims[address]?.last = time
    } else if entry.isFirstOfDay {
      let region = scenario.populations[packet.population].space.parts[entry.part].region
      sourcesSeen[region, default: []].insert(address)
      if scenario.populations[packet.population].headers.isMirai {
        miraiSeen[region, default: []].insert(address)
      }
    }
  }

  mutating func end(day: Int, active counts: [[Int]]) {
    for (population, counts) in zip(scenario.populations, counts) {
      for (part, count) in zip(population.space.parts, counts) where population.headers.isMirai {
        active[part.region, default: 0] += count
      }
    }
    let text = CivilDay(number: scenario.start.number + day).description
    let regions = Set(sourcesSeen.keys).union(active.lazy.filter { $0.value > 0 }.map(\.key))
    for region in regions.sorted() {
      days.append(
        GroundTruth.RegionDay(
          day: text,
          region: region.description,
          miraiHostsActive: active[region] ?? 0,
          miraiHostsSeen: miraiSeen[region]?.count ?? 0,
          sourcesSeen: sourcesSeen[region]?.count ?? 0
        )
      )
    }
    active.removeAll(keepingCapacity: true)
    miraiSeen.removeAll(keepingCapacity: true)
    sourcesSeen.removeAll(keepingCapacity: true)
  }

  func truth() -> GroundTruth {
    let sensors = zip(scenario.sensors, labels).map { sensor, labels in
      let counts = labels.counts
      return GroundTruth.Sensor(
        name: sensor.name,
        group: sensor.group,
        packets: counts.reduce(0) { $0 + $1.packets },
        labels: Dictionary(
          uniqueKeysWithValues: counts.map { ($0.label.description, $0.packets) }
        )
      )
    }
    let populations = scenario.populations.enumerated().map { index, population in
      GroundTruth.Population(
        name: population.name,
        organisation: population.organisation,
        headers: population.headers.rawValue,
        packets: packets[index],
        sources: hosts[index].count
      )
    }
    let victims = self.victims.sorted { $0.key < $1.key }.map { address, span in
      GroundTruth.Victim(
        address: IPv4Address(rawValue: address).description,
        packets: span.packets,
        firstSeen: span.first,
        lastSeen: span.last
      )
    }
    return GroundTruth(
      scenario: scenario.name,
      scenarioSHA256: scenario.digest,
      seed: seed,
      start: scenario.start.description,
      dayCount: scenario.dayCount,
      secondsFromUTC: scenario.secondsFromUTC,
      packets: packets.reduce(0, +),
      days: days,
      sensors: sensors,
      populations: populations,
      victims: victims
    )
  }
}
