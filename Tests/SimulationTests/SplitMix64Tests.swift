import Testing

@testable import Simulation

@Suite("SplitMix64")
struct SplitMix64Tests {
  @Test("The numbers are those of the published generator")
  func published() {
    // Seed 1234567: Rosetta Code, "Pseudo-random numbers/Splitmix64".
    var random = SplitMix64(seed: 1_234_567)
    let numbers = (0..<5).map { _ in random.next() }
    #expect(
      numbers == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ]
    )
  }

  @Test("A range of ports gives its bounds and nothing outside")
  func ports() {
    var random = SplitMix64(seed: 1)
    let drawn = Set((0..<1000).map { _ in random.port(in: 65533...65535) })
    #expect(drawn == [65533, 65534, 65535])
  }
}
