import Analysis
import Testing

@Suite("What a network of sensors catches of a scan (docs/definitions/ScanExposure.md)")
struct ScanExposureTests {
  @Test(
    "A Mirai bot at 160 packets a second is seen in a day by more addresses more probably",
    arguments: [
      (addresses: 100, packets: 0.32187, probability: 0.2752),
      (addresses: 1000, packets: 3.2187, probability: 0.9600),
    ]
  )
  func probability(addresses: Int, packets: Double, probability: Double) {
    // 160 * 86,400 packets in a day, of which n in 2^32 = 4,294,967,296 reach n addresses.
    let exposure = ScanExposure(addresses: addresses, seconds: 86_400)
    #expect(exposure.expectedPackets(atRate: 160).isNear(packets, within: 0.0001))
    #expect(exposure.probabilityOfSeeing(rate: 160).isNear(probability, within: 0.0001))
  }

  @Test("The rate of expected packets is the one that they are expected of")
  func rate() throws {
    // One packet of a day at one address: 2^32 / 86,400.
    let exposure = ScanExposure(addresses: 1, seconds: 86_400)
    #expect(try #require(exposure.rate(ofExpectedPackets: 1)).isNear(49_710.27, within: 0.01))
  }

  @Test("A bot at 160 packets a second is silent at 100 addresses for 14 days once in 100 times")
  func timeout() throws {
    // ln(100) = 4.60517; 4.60517 * 2^32 / 16,000 = 1,236,191 s = 14.308 days.
    let timeout = ScanExposure.sessionTimeout(addresses: 100, rate: 160, chance: 0.01)
    #expect(try #require(timeout).isNear(1_236_191, within: 1))
  }

  @Test("Nobody who listens sees nothing, and no time is long enough")
  func nobody() {
    let exposure = ScanExposure(addresses: 0, seconds: 86_400)
    #expect(exposure.probabilityOfSeeing(rate: 160) == 0)
    #expect(exposure.rate(ofExpectedPackets: 1) == nil)
    #expect(ScanExposure(addressSeconds: -1).addressSeconds == 0)
    #expect(ScanExposure.sessionTimeout(addresses: 0, rate: 160, chance: 0.01) == nil)
    #expect(ScanExposure.sessionTimeout(addresses: 100, rate: 160, chance: 0) == nil)
  }
}
