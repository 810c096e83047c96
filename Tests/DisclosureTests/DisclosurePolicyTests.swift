import Disclosure
import Testing

@Suite("Disclosure policy")
struct DisclosurePolicyTests {
  @Test("Keys replace defaults, and the rest stays")
  func keys() throws {
    let policy = try DisclosurePolicy(keys: ["marked-packets": 250, "sensors": 5])
    var expected = DisclosurePolicy()
    expected.markedPackets = 250
    expected.sensors = 5
    #expect(policy == expected)
  }

  @Test("An unknown key and a number out of range are refused in one sentence")
  func refusals() {
    #expect {
      try DisclosurePolicy(keys: ["sensors": 1])
    } throws: {
      "\($0)" == "disclosure.sensors: 1 is out of range; write a number from 2 to 1000"
    }
    #expect {
      try DisclosurePolicy(keys: ["sensor": 3])
    } throws: {
      "\($0)".hasPrefix("disclosure.sensor: there is no such key; write one of sensors, sources,")
    }
  }
}
