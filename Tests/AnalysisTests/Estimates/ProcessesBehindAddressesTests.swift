import Analysis
import Testing

@Suite("Processes behind addresses (docs/definitions/ProcessesBehindAddresses.md)")
struct ProcessesBehindAddressesTests {
  static let coverage = NumberCoverage(
    sensors: 6,
    knownSensors: 6,
    sensorDays: 6,
    lostPackets: 0
  )

  /// An address with so many processes at the same time.
  static func address(_ processes: Int) -> BotProcesses {
    BotProcesses(
      (0..<processes).map { BotProcesses.Process(first: Int64($0), last: 10, packets: 2) }
    )
  }

  @Test("Addresses are counted by their processes at once, and those without apart")
  func example() throws {
    let found = ProcessesBehindAddresses(
      [1, 0, 1, 3, 1, 0].map(Self.address),
      coverage: Self.coverage
    )
    #expect(found.entries.map(\.processes) == [1, 3])
    #expect(found.entries.map(\.addresses) == [3, 1])
    #expect(found.addresses == 4)
    #expect(found.processes == 6)
    #expect(found.addressesWithoutProcess == 2)
    // 1 of 4 by Wilson: (0.25 + 3.8415 / 8) / (1 + 3.8415 / 4) = 0.3725, less and more
    // 1.96 / 1.9604 * sqrt(0.25 * 0.75 / 4 + 3.8415 / 64) = 0.3269.
    let share = try #require(found.shareWithSeveral.estimate)
    #expect(share.value == 0.25)
    #expect(share.lower.isNear(0.0456, within: 0.0001))
    #expect(try #require(share.upper).isNear(0.6994, within: 0.0001))
  }

  @Test("Without any process there is no share")
  func none() {
    let found = ProcessesBehindAddresses([0, 0].map(Self.address), coverage: Self.coverage)
    #expect(found.shareWithSeveral.gap == .noProcess)
    #expect(found.addressesWithoutProcess == 2)
    #expect(found.processes == 0)
  }
}
