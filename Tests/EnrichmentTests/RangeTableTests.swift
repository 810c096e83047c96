import Testing

@testable import Enrichment

@Suite("Lookup table")
struct RangeTableTests {
  @Test("Every address of a 16-bit space is found with a root as dense as the boundaries")
  func denseTable() {
    var entries: [AddressRanges.Entry<UInt16>] = []
    for place in UInt16(0)..<4096 {
      entries.append(.init(low: place * 16 + 3, high: place * 16 + 9, value: UInt32(place) + 1))
    }
    let table = RangeTable(RangeLayer(flattening: entries))
    for address in UInt16.min...UInt16.max {
      let inside = (3...9).contains(address % 16)
      #expect(table[address] == (inside ? UInt32(address / 16) + 1 : 0))
    }
  }

  @Test("Boundaries inside one /16 are found at both of their sides")
  func oneBucket() {
    var entries: [AddressRanges.Entry<UInt32>] = []
    for place in UInt32(0)..<100 {
      let address = 0xC000_0200 + place * 2
      entries.append(.init(low: address, high: address, value: place + 1))
    }
    let table = RangeTable(RangeLayer(flattening: entries))
    #expect(table[0xC000_01FF] == 0)
    #expect(table[0xC000_0200] == 1)
    #expect(table[0xC000_0201] == 0)
    #expect(table[0xC000_02C6] == 100)
    #expect(table[0xC000_02C7] == 0)
    #expect(table[0] == 0)
    #expect(table[.max] == 0)
  }

  @Test("The last address of IPv6 is looked up like any other")
  func lastIPv6Address() {
    let entry = AddressRanges.Entry<UInt128>(low: .max - 1, high: .max, value: 9)
    let table = RangeTable(RangeLayer(flattening: [entry]))
    #expect(table[.max - 2] == 0)
    #expect(table[.max - 1] == 9)
    #expect(table[.max] == 9)
  }
}
