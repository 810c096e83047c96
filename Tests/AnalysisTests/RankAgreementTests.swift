import Analysis
import Foundation
import Schema
import Testing

@Suite("Agreement of rankings (docs/definitions/RankAgreement.md)")
struct RankAgreementTests {
  static func agreement(_ first: String, _ second: String) throws -> Double? {
    RankAgreement([
      try CommonLabelsTests.ranking(.domestic, first),
      try CommonLabelsTests.ranking(.overseas, second),
    ]).values[0][1]
  }

  @Test("Two lists whose second and third places are exchanged agree to 0.955")
  func workedExample() throws {
    let value = try #require(try Self.agreement("23/TCP 22/TCP 80/TCP", "23/TCP 80/TCP 22/TCP"))
    #expect(abs(value - 0.955) < 1e-12)
  }

  @Test("A shorter list is taken to go on as it began")
  func unevenLengths() throws {
    let value = try #require(
      try Self.agreement("23/TCP 22/TCP", "23/TCP 80/TCP 22/TCP 443/TCP")
    )
    // Equation 32: 0.1 / 0.9 * (0.9 + 0.405 + 0.486 + 0.32805 + 0.1215 + 0.164025) + 0.75 * 0.6561
    #expect(abs(value - 0.75925) < 1e-12)
    let beginning = try #require(
      try Self.agreement("23/TCP 22/TCP", "23/TCP 22/TCP 80/TCP 443/TCP")
    )
    #expect(abs(beginning - 1) < 1e-12)
  }

  @Test("Nothing in common is 0, and an empty ranking agrees with nothing that is known")
  func extremes() throws {
    #expect(try Self.agreement("23/TCP", "80/TCP 22/TCP") == 0)
    #expect(try Self.agreement("23/TCP", "") == nil)
    #expect(try Self.agreement("", "") == nil)
  }

  @Test("A label that a table repeats by mistake counts where it stands first")
  func repeated() throws {
    #expect(
      try Self.agreement("23/TCP 22/TCP 22/TCP 80/TCP", "23/TCP 443/TCP")
        == Self.agreement("23/TCP 22/TCP 80/TCP", "23/TCP 443/TCP")
    )
  }

  @Test("The quarter of 2022: domestic sensors agree with each other more than with those overseas")
  func published() throws {
    let agreement = RankAgreement(try CommonLabelsTests.published2022())
    let first = agreement.values[0].map { $0.map { ($0 * 10_000).rounded() / 10_000 } }
    #expect(first == [1, 0.9429, 0.9429, 0.4583, 0.7535, 0.7376])
    for row in agreement.values.indices {
      #expect(agreement.values.map { $0[row] } == agreement.values[row])
    }
    func rounded(_ first: SensorGroup, _ second: SensorGroup) -> Double? {
      agreement.mean(between: first, and: second).map { ($0 * 10_000).rounded() / 10_000 }
    }
    #expect(rounded(.domestic, .domestic) == 0.9619)
    #expect(rounded(.overseas, .overseas) == 0.6176)
    #expect(rounded(.domestic, .overseas) == 0.6776)
    #expect(agreement.mean(between: .domestic, and: nil) == nil)
  }

  @Test("Many sensors are compared group by group, by the means over their pairs")
  func manySensors() throws {
    let rankings = try CommonLabelsTests.published2022()
    let agreement = RankAgreement(rankings, sensorsAtMost: 5)
    #expect(agreement.groups == [.domestic, .overseas])
    #expect(agreement.sensors == [3, 3])
    // The means of the matrix of six.
    let rounded = agreement.values.map { $0.map { $0.map { ($0 * 10_000).rounded() / 10_000 } } }
    #expect(rounded == [[0.9619, 0.6776], [0.6776, 0.6176]])
    #expect(agreement.mean(between: .overseas, and: .overseas) == agreement.values[1][1])
    let alone = RankAgreement([rankings[0], rankings[3], rankings[4]], sensorsAtMost: 2)
    #expect(alone.sensors == [1, 2])
    #expect(alone.values[0][0] == nil)
    #expect(RankAgreement(rankings).sensors == nil)
  }

  @Test("It comes back from JSON as it went", arguments: [100, 2])
  func json(most: Int) throws {
    let agreement = RankAgreement(
      try CommonLabelsTests.published2022(),
      sensorsAtMost: most
    )
    let data = try JSONEncoder().encode(agreement)
    #expect(try JSONDecoder().decode(RankAgreement.self, from: data) == agreement)
  }
}
