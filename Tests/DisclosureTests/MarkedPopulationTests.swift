import Disclosure
import Testing

/// Churn and processes are one number each, in which no candidate has a place of its own: so the question is whether
/// somebody sees in the number that a sensor got a mark at all.
@Suite("Marked populations")
struct MarkedPopulationTests {
  static let rounds = 100

  /// How often somebody tells rightly whether the number was marked, who knows its usual values.
  private func right(_ trick: MarkedPopulation.Trick, packets: Int) throws -> Int {
    let usual = try (0..<51).map {
      try #require(try MarkedPopulation(trick, packets: 0, seed: 9000 + $0).published)
    }.sorted()
    // Sources that leave lower the survival, all others raise what they are aimed at. A mark is guessed where the value
    // lies beyond nine tenths of the usual ones.
    let isUpwards = trick != .leaving
    let limit = isUpwards ? usual[45] : usual[5]
    var right = 0
    for round in 0..<Self.rounds {
      let isMarked = round % 2 == 1
      let value = try #require(
        try MarkedPopulation(trick, packets: isMarked ? packets : 0, seed: UInt64(round)).published
      )
      let guess = isUpwards ? value > limit : value < limit
      right += guess == isMarked ? 1 : 0
    }
    return right
  }

  @Test("A mark does not show in the middling day", arguments: MarkedPopulation.Trick.allCases)
  func isLost(_ trick: MarkedPopulation.Trick) throws {
    // Of 100 fair coins 63 or more fall right with 0.6 %.
    #expect(try right(trick, packets: DisclosurePolicy().markedPackets) < 63)
  }

  @Test(
    "Ten thousand marks do: the attack works where its packets are enough",
    arguments: MarkedPopulation.Trick.allCases
  )
  func isFound(_ trick: MarkedPopulation.Trick) throws {
    #expect(try right(trick, packets: 10_000 * DisclosurePolicy().markedPackets) > 85)
  }
}
