import Schema
import Wire

/// The hosts of a population, of which each place is taken by one host after another.
///
/// A host follows from the seed, its place and the number of hosts before it in that place, so that
/// the hosts are the same whoever asks for them and in whatever order.
struct SourcePool {
  /// A host in its place.
  struct Host {
    var address: UInt32
    /// The first hour of the period in which the host is gone.
    var end: Int32
    /// The number of hosts in this place before.
    var generation: UInt32
    /// The day it last reached a sensor, -1 if never.
    var lastSeenDay: Int16
    /// The region's index in the population's space.
    var part: UInt16
  }

  private let population: Population
  private let seed: UInt64
  private let weights: [Double]
  private var hosts: [Host] = []
  private var silence: [UInt64] = []
  private var active: [Int] = []

  /// The hosts at the first hour, as they are after a long time: a lifetime's share of those there
  /// is its weight times its length, and what is left of it is uniform.
  init(_ population: Population, seed: UInt64) {
    self.population = population
    self.seed = seed
    weights = population.lifetimes.map(\.weight)
    let present = population.lifetimes.map { $0.weight * Double($0.hours) }
    hosts.reserveCapacity(population.sourceCount)
    for place in 0..<population.sourceCount {
      var random = SplitMix64(seed: process(place: place, generation: 0))
      var host = Host(address: 0, end: .max, generation: 0, lastSeenDay: -1, part: 0)
      settle(&host, using: &random)
      if !present.isEmpty {
        let hours = population.lifetimes[Self.draw(present, using: &random)].hours
        host.end = Int32(1 + random.below(UInt64(hours)))
      }
      hosts.append(host)
    }
  }

  /// The host in a place at an hour of the day that has begun.
  mutating func host(at place: Int, hour: Int) -> Host {
    while hosts[place].end <= hour {
      hosts[place] = successor(of: hosts[place], at: place)
      if !isSilent(hosts[place]) { active[Int(hosts[place].part)] += 1 }
    }
    return hosts[place]
  }

  /// Notes that the host in a place reached a sensor.
  mutating func markSeen(at place: Int, day: Int) {
    hosts[place].lastSeenDay = Int16(day)
  }

  /// The seed of what a host's packets share.
  func process(place: Int, generation: UInt32) -> UInt64 {
    SplitMix64.mix(SplitMix64.mix(seed, UInt64(place)), UInt64(generation))
  }

  /// Begins a day on which some hosts are silent and counts those that are there and are not.
  ///
  /// - Parameters:
  ///   - day: The day, the one after the day before.
  ///   - silence: What an address's share must reach to be heard, by the index of its region.
  mutating func begin(day: Int, silence: [UInt64]) {
    self.silence = silence
    active = Array(repeating: 0, count: silence.count)
    guard population.headers.isMirai else { return }
    for place in hosts.indices {
      while hosts[place].end <= day * 24 { hosts[place] = successor(of: hosts[place], at: place) }
      if !isSilent(hosts[place]) { active[Int(hosts[place].part)] += 1 }
    }
  }

  /// Ends a day; returns how many Mirai-type hosts were there at some time of it and not silent, by
  /// the index of their region.
  mutating func end(day: Int) -> [Int] {
    guard population.headers.isMirai else { return active }
    for place in hosts.indices { _ = host(at: place, hour: day * 24 + 23) }
    return active
  }

  /// Whether a host is silent on the day that has begun.
  func isSilent(_ host: Host) -> Bool {
    let threshold = silence[Int(host.part)]
    return threshold > 0 && SplitMix64.mix(0x0FF, UInt64(host.address)) < threshold
  }

  private func successor(of host: Host, at place: Int) -> Host {
    var next = host
    next.generation += 1
    next.lastSeenDay = -1
    var random = SplitMix64(seed: process(place: place, generation: next.generation))
    settle(&next, using: &random)
    let lifetime = population.lifetimes[Self.draw(weights, using: &random)]
    next.end = host.end + Int32(lifetime.hours)
    return next
  }

  private func settle(_ host: inout Host, using random: inout SplitMix64) {
    let (part, address) = population.space.draw(using: &random)
    host.part = UInt16(part)
    host.address = address
  }

  private static func draw(_ weights: [Double], using random: inout SplitMix64) -> Int {
    var mark = random.unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      mark -= weight
      if mark < 0 { return index }
    }
    return weights.count - 1
  }
}
