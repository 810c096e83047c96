import Analysis
import Disclosure
import Schema
import Simulation
import Testing

/// Who sends marked probes and looks for them in our own reports: Bethencourt, Franklin, Vernon, "Mapping Internet
/// Sensors With Probe Response Attacks", USENIX Security 2005; Shinoda, Ikai, Itoh, "Vulnerabilities of
/// Passive Internet Threat Monitors", USENIX Security 2005.
@Suite("Marked probes")
struct MarkedProbeTests {
  static let rounds = 150
  /// Six of 256.
  static let chance = 6.0 / Double(MarkedWorld.candidates)

  /// How many of six guesses a round hit a sensor.
  private func hits(
    _ strategy: Prober.Strategy,
    packets: Double,
    audience: Audience,
    rounds: Int,
    variation: MarkedWorld.Variation = MarkedWorld.Variation()
  ) throws -> Int {
    let gate = Gate(audience: audience, today: try #require(CivilDay("2023-02-01")))
    var hits = 0
    for round in 0..<rounds {
      let world = MarkedWorld(seed: UInt64(round), variation: variation)
      var generator = SplitMix64(seed: UInt64(1000 + round))
      let prober = Prober(strategy, packets: packets, using: &generator)
      let (facts, evidence) = try world.facts(
        marks: prober.marks,
        networkMarks: prober.networkMarks,
        ports: prober.ownPort
      )
      let published = gate.disclose(facts, evidence: evidence).value
      let guesses = prober.guesses(
        from: published,
        usual: world.usual,
        using: &generator
      )
      hits += guesses.count { world.sensors.contains($0) }
    }
    return hits
  }

  /// The probability of at least so many hits by chance (binomial).
  private func probability(of hits: Int, guesses: Int) -> Double {
    var term = (0..<guesses).reduce(1.0) { value, _ in value * (1 - Self.chance) }
    var below = 0.0
    for count in 0..<hits {
      below += term
      term *= Double(guesses - count) / Double(count + 1) * Self.chance / (1 - Self.chance)
    }
    return max(0, 1 - below)
  }

  @Test(
    "At the default settings no strategy finds sensors better than chance, at the level of 1 % together",
    arguments: Prober.Strategy.allCases
  )
  func isLost(_ strategy: Prober.Strategy) throws {
    let packets = Double(DisclosurePolicy().markedPackets)
    let hits = try hits(strategy, packets: packets, audience: .everyone, rounds: Self.rounds)
    let probability = probability(of: hits, guesses: 6 * Self.rounds)
    #expect(probability > 0.01 / Double(Prober.Strategy.allCases.count), "\(hits) hits")
  }

  @Test(
    "Where traffic varies as little as the simulator's, no strategy is twice as good as chance",
    arguments: Prober.Strategy.allCases
  )
  func quiet(_ strategy: Prober.Strategy) throws {
    let hits = try hits(
      strategy,
      packets: Double(DisclosurePolicy().markedPackets),
      audience: .everyone,
      rounds: Self.rounds,
      variation: .simulated
    )
    #expect(Double(hits) < 2 * Self.chance * Double(6 * Self.rounds), "\(hits) hits")
  }

  @Test("The same packets find nearly all sensors in what operators see")
  func isFoundWithoutGate() throws {
    let packets = Double(DisclosurePolicy().markedPackets)
    let hits = try hits(.quietDay, packets: packets, audience: .operators, rounds: 30)
    #expect(hits >= 171, "95 % of 180")
  }

  @Test("Without a gate a port of its own betrays a sensor, once it is among the first ten")
  func portWithoutGate() throws {
    let hits = try hits(.newPort, packets: 20_000, audience: .operators, rounds: 10)
    #expect(hits == 60)
  }

  @Test("A hundred marks from one network show in what operators see of it")
  func networkWithoutGate() throws {
    let packets = 100 * Double(DisclosurePolicy().markedPackets)
    let hits = try hits(.network, packets: packets, audience: .operators, rounds: 60)
    #expect(probability(of: hits, guesses: 360) < 0.001, "\(hits) hits")
  }

  @Test("A port of its own never passes, however many packets go there")
  func portWithGate() throws {
    for packets in [25, 20_000, 10_000_000] as [Double] {
      let hits = try hits(.newPort, packets: packets, audience: .everyone, rounds: 30)
      #expect(probability(of: hits, guesses: 180) > 0.001, "\(hits) hits at \(packets) packets")
    }
  }

  @Test(
    "Somebody with a hundred times the packets is found out to be beyond what the gate promises"
  )
  func limit() throws {
    let hits = try hits(.week, packets: 2500, audience: .everyone, rounds: 30)
    #expect(probability(of: hits, guesses: 180) < 1e-6, "\(hits) hits")
  }

  @Test("The test of chance agrees with sums by hand")
  func binomial() {
    // 1 - (250/256)^2, and (6/256)^2.
    #expect(abs(probability(of: 1, guesses: 2) - 0.046_325_68) < 1e-7)
    #expect(abs(probability(of: 2, guesses: 2) - 0.000_549_316) < 1e-8)
  }
}
