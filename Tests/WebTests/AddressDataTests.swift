import Schema
import Testing

@testable import Web

@Suite("Addresses of regions")
struct AddressDataTests {
  @Test("A rate is per million addresses, and there is none where no address is known")
  func rate() throws {
    let brazil = try #require(Region("BR"))
    let data = AddressData(counts: [brazil: 2_000_000, .unknown: 0], date: nil)
    #expect(data.perMillion(500, of: brazil) == 250)
    #expect(data.perMillion(500, of: try #require(Region("CN"))) == nil)
    #expect(data.perMillion(500, of: .unknown) == nil)
  }
}
