import Schema
import Wire

#if canImport(Glibc)
import Glibc
#endif

/// Who sends what to whom and when, an hour at a time.
///
/// Each rate of the scenario is a Poisson process whose intensity is constant within an hour: a
/// number of packets is drawn for the hour, their times are uniform in it, and the hour is sorted.
/// So the times of a quarter are in order although no more than an hour is ever in memory.
struct Schedule {
  /// A packet's first part in the truth: whether its host reaches a sensor for the first time.
  struct Entry {
    var packet: SimulatedPacket
    var part: Int
    var isFirstOfDay: Bool
    var isFirstOfHost: Bool
  }

  /// A rate, and the sensors that its packets reach.
  private struct Stream {
    var population: Int
    var traffic: Traffic
    var packetsPerHour: Double
    /// Sensors and how probably a packet reaches each: one sensor with 1, or all in a sweep.
    var targets: [(sensor: Int, probability: Double)]
  }

  private let scenario: Scenario
  private var random: SplitMix64
  private var pools: [SourcePool] = []
  private var streams: [Stream] = []
  private var factors: [Double] = []

  init(_ scenario: Scenario, seed: UInt64) {
    self.scenario = scenario
    random = SplitMix64(seed: SplitMix64.mix(seed, 0))
    for (index, population) in scenario.populations.enumerated() {
      let poolSeed = SplitMix64.mix(seed, UInt64(index) + 1)
      pools.append(SourcePool(population, seed: poolSeed))
      streams += population.sweeps ? sweeps(of: index) : singles(of: index)
    }
  }

  /// Begins a day.
  mutating func begin(day: Int) {
    factors = streams.map { scenario.factor(on: $0.traffic, day: day) }
    for (index, population) in scenario.populations.enumerated() {
      let silence = population.space.parts.map { part in
        let lost = scenario.blackouts.reduce(0) {
          $1.region == part.region && $1.days.contains(day) ? max($0, $1.lost) : $0
        }
        return lost >= 1 ? UInt64.max : UInt64(lost * 0x1p64)
      }
      pools[index].begin(day: day, silence: silence)
    }
  }

  /// Ends a day; returns, for each population, its active Mirai-type hosts by part of its space.
  mutating func end(day: Int) -> [[Int]] {
    pools.indices.map { pools[$0].end(day: day) }
  }

  /// Replaces the entries by those of an hour of the day that has begun, in the order of time.
  mutating func fill(_ entries: inout [Entry], hour: Int) {
    entries.removeAll(keepingCapacity: true)
    let day = hour / 24
    let utcHour = (hour % 24 * 3600 - scenario.secondsFromUTC + 86_400) % 86_400 / 3600
    for (index, stream) in streams.enumerated() {
      let factor = factors[index] * scenario.populations[stream.population].hourlyFactors[utcHour]
      for _ in 0..<poisson(stream.packetsPerHour * factor) {
        send(stream, day: day, hour: hour, into: &entries)
      }
    }
    entries.sort { $0.packet.timestamp < $1.packet.timestamp }
  }

  private mutating func send(
    _ stream: Stream,
    day: Int,
    hour: Int,
    into entries: inout [Entry]
  ) {
    let count = scenario.populations[stream.population].sourceCount
    let place = Int(truncatingIfNeeded: random.below(UInt64(count)))
    let port = stream.traffic.ports.map { random.port(in: $0) } ?? 0
    let host = pools[stream.population].host(at: place, hour: hour)
    guard !pools[stream.population].isSilent(host) else { return }
    var lastSeenDay = Int(host.lastSeenDay)
    for target in stream.targets
    where scenario.sensors[target.sensor].days.contains(day)
      && (target.probability >= 1 || random.unit() < target.probability)
    {
      let offset = Int64(truncatingIfNeeded: random.below(3_600_000_000_000))
      let packet = SimulatedPacket(
        timestamp: scenario.startTime + Int64(hour) * 3_600_000_000_000 + offset,
        traffic: stream.traffic,
        sensor: target.sensor,
        population: stream.population,
        host: IPv4Address(rawValue: host.address),
        port: port,
        process: pools[stream.population].process(place: place, generation: host.generation),
        nonce: random.next()
      )
      entries.append(
        Entry(
          packet: packet,
          part: Int(host.part),
          isFirstOfDay: lastSeenDay != day,
          isFirstOfHost: lastSeenDay < 0
        )
      )
      lastSeenDay = day
    }
    if lastSeenDay != Int(host.lastSeenDay) {
      pools[stream.population].markSeen(at: place, day: day)
    }
  }

  /// A number of the Poisson distribution: multiplied uniform numbers until they fall below
  /// exp(-mean) (Knuth, The Art of Computer Programming, volume 2, section 3.4.1, algorithm Q).
  ///
  /// A large mean is split, as sums of Poisson numbers are Poisson numbers.
  private mutating func poisson(_ mean: Double) -> Int {
    var count = 0
    var rest = mean
    while rest > 0 {
      let limit = exp(-min(rest, 16))
      rest -= 16
      var product = random.unit()
      while product > limit {
        count += 1
        product *= random.unit()
      }
    }
    return count
  }

  private func singles(of population: Int) -> [Stream] {
    scenario.populations[population].rates.enumerated().flatMap { sensor, rates in
      rates.map {
        Stream(
          population: population,
          traffic: $0.traffic,
          packetsPerHour: $0.packetsPerDay / 24,
          targets: [(sensor, 1)]
        )
      }
    }
  }

  /// Streams whose sources visit every sensor: as often as the sensor with the highest rate gets a
  /// packet, and the others so rarely less as their rates are lower.
  private func sweeps(of population: Int) -> [Stream] {
    var streams: [Stream] = []
    for (sensor, rates) in scenario.populations[population].rates.enumerated() {
      for rate in rates {
        let index =
          streams.firstIndex { $0.traffic == rate.traffic }
          ?? {
            streams.append(
              Stream(
                population: population,
                traffic: rate.traffic,
                packetsPerHour: 0,
                targets: []
              )
            )
            return streams.count - 1
          }()
        streams[index].targets.append((sensor, rate.packetsPerDay / 24))
      }
    }
    return streams.map { stream in
      var stream = stream
      let most = stream.targets.reduce(0) { max($0, $1.probability) }
      stream.packetsPerHour = most
      stream.targets = stream.targets.map { ($0.sensor, $0.probability / most) }
      return stream
    }
  }
}
