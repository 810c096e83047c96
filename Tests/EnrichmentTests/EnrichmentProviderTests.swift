import Schema
import Testing
import Wire

@testable import Enrichment

@Suite("Exchange of snapshots")
struct EnrichmentProviderTests {
  /// A snapshot in which all of 192.0.2.0/24 lies in one country and one network.
  static func snapshot(_ region: String, _ number: UInt32) throws -> EnrichmentSnapshot {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "network,country,asn,name\n192.0.2.0/24,\(region),\(number),\(region)\n",
      to: "a.csv"
    )
    return try EnrichmentLoader(sources: [.init(kind: .rangeCSV, path: path)]).load()
  }

  @Test("An exchange shows at the next snapshot and returns the former one")
  func swap() throws {
    let provider = EnrichmentProvider(try Self.snapshot("JP", 64500))
    let kept = provider.snapshot
    let former = provider.swap(try Self.snapshot("TW", 64501))
    let address = IPv4Address(192, 0, 2, 1)
    #expect(provider.snapshot.region(of: address) == Region("TW"))
    #expect(kept.region(of: address) == Region("JP"))
    #expect(former.region(of: address) == Region("JP"))
  }

  @Test("Readers see one whole state or the other while snapshots are exchanged, and lose nothing")
  func concurrentReaders() async throws {
    let first = try Self.snapshot("JP", 64500)
    let second = try Self.snapshot("TW", 64501)
    let provider = EnrichmentProvider(first)
    let batches = 2000
    let counts = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask {
          var whole = 0
          for batch in 0..<batches {
            let snapshot = provider.snapshot
            let address = IPv4Address(192, 0, 2, UInt8(batch % 256))
            let network = snapshot.network(at: snapshot.network(of: address))
            if snapshot.region(of: address).description == network.name { whole += 1 }
          }
          return whole
        }
      }
      group.addTask {
        for round in 0..<batches { provider.swap(round % 2 == 0 ? second : first) }
        return 0
      }
      return await group.reduce(0, +)
    }
    #expect(counts == 4 * batches)
  }
}
