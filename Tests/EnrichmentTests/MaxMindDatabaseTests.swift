import Schema
import Testing
import Wire

@testable import Enrichment

@Suite("MaxMind DB")
struct MaxMindDatabaseTests {
  static func snapshot(_ bytes: [UInt8]) throws -> EnrichmentSnapshot {
    let folder = try TemporaryFolder()
    let path = try folder.write(bytes, to: "test.mmdb")
    return try EnrichmentLoader(sources: [.init(kind: .maxMindDatabase, path: path)]).load()
  }

  static let country = MaxMindWriter.Value.map([
    ("continent", .map([("code", .text("AS"))])),
    ("country", .map([("geoname_id", .uint32(1_861_060)), ("iso_code", .text("JP"))])),
  ])

  static let network = MaxMindWriter.Value.map([
    ("autonomous_system_number", .uint32(64500)),
    ("autonomous_system_organization", .text("Example")),
  ])

  /// 192.0.2.0/25 in Japan and 192.0.2.128/25 in AS64500.
  static func smallTree(recordSize: Int) -> [UInt8] {
    var writer = MaxMindWriter(recordSize: recordSize, ipVersion: 4)
    writer.insert(0xC000_0200, bits: 25, country)
    writer.insert(0xC000_0280, bits: 25, network)
    return writer.file()
  }

  @Test("Trees with records of every size are walked to the borders", arguments: [24, 28, 32])
  func recordSizes(size: Int) throws {
    let snapshot = try Self.snapshot(Self.smallTree(recordSize: size))
    #expect(snapshot.region(of: IPv4Address(192, 0, 1, 255)) == .unknown)
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 0)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 127)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 128)) == .unknown)
    #expect(snapshot.network(of: IPv4Address(192, 0, 2, 127)) == 0)
    let index = snapshot.network(of: IPv4Address(192, 0, 2, 128))
    #expect(snapshot.network(at: index) == Network(number: 64500, name: "Example"))
    #expect(snapshot.network(of: IPv4Address(192, 0, 2, 255)) == index)
    #expect(snapshot.network(of: IPv4Address(192, 0, 3, 0)) == 0)
    #expect(snapshot.provenance[0].date == DataDate(year: 2024, month: 2, day: 29))
    #expect(snapshot.provenance[0].entries == 2)
  }

  @Test("A tree of IPv6 holds IPv4 under ::/96 and may alias it")
  func ipv6Tree() throws {
    var writer = MaxMindWriter(recordSize: 28, ipVersion: 6)
    writer.insert(0xC000_0200, bits: 120, Self.country)
    writer.insert(0x2001_0DB8 << 96, bits: 32, Self.network)
    writer.link(0xFFFF << 32, bits: 96, toNodeAt: 0, targetBits: 96)
    writer.link(0x2002 << 112, bits: 16, toNodeAt: 0, targetBits: 96)
    let snapshot = try Self.snapshot(writer.file())
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 255)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 3, 0)) == .unknown)
    let address = try #require(IPv6Address("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"))
    #expect(snapshot.network(at: snapshot.network(of: address)).number == 64500)
    #expect(snapshot.network(of: try #require(IPv6Address("2001:db9::"))) == 0)
    #expect(snapshot.provenance[0].entries == 2)
  }

  @Test("A leaf of IPv6 that holds ::/96 says the same of IPv4")
  func wideLeaf() throws {
    var writer = MaxMindWriter(recordSize: 24, ipVersion: 6)
    writer.insert(0, bits: 1, Self.country)
    let snapshot = try Self.snapshot(writer.file())
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 1)) == Region("JP"))
    #expect(snapshot.region(of: try #require(IPv6Address("2001:db8::1"))) == Region("JP"))
    #expect(snapshot.region(of: try #require(IPv6Address("8000::"))) == .unknown)
  }

  @Test(
    "The layouts of the publishers are known",
    arguments: [
      (
        "IPinfo Lite",
        [
          ("country", .text("Japan")), ("country_code", .text("JP")),
          ("asn", .text("AS64500")), ("as_name", .text("Example")),
        ]
      ),
      (
        "IPinfo", [("country", .text("JP")), ("asn", .text("AS64500")), ("name", .text("Example"))]
      ),
      (
        "numbers of 64 bits",
        [
          ("country", .map([("iso_code", .text("jp"))])),
          ("autonomous_system_number", .uint64(64500)), ("as_name", .text("Example")),
        ]
      ),
    ] as [(String, [(String, MaxMindWriter.Value)])]
  )
  func layouts(name: String, fields: [(String, MaxMindWriter.Value)]) throws {
    var writer = MaxMindWriter(recordSize: 24, ipVersion: 4)
    writer.insert(0xC000_0200, bits: 24, .map(fields))
    let snapshot = try Self.snapshot(writer.file())
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 1)) == Region("JP"))
    let index = snapshot.network(of: IPv4Address(192, 0, 2, 1))
    #expect(snapshot.network(at: index) == Network(number: 64500, name: "Example"))
  }

  @Test("A file that is no MaxMind DB is refused with the reason")
  func notADatabase() throws {
    let error = #expect(throws: EnrichmentError.self) {
      try Self.snapshot(Array("network,country\n".utf8))
    }
    #expect(error?.problem.hasPrefix("cannot be read as a MaxMind DB: ") == true)
  }

  @Test("A tree that leads in circles is refused")
  func circle() throws {
    var writer = MaxMindWriter(recordSize: 24, ipVersion: 6)
    writer.insert(0x2001_0DB8 << 96, bits: 32, Self.network)
    writer.link(0x4000 << 112, bits: 2, toNodeAt: 0, targetBits: 0)
    writer.link(0x8000 << 112, bits: 1, toNodeAt: 0, targetBits: 0)
    let bytes = writer.file()
    let error = #expect(throws: EnrichmentError.self) { try Self.snapshot(bytes) }
    #expect(error?.problem.contains("corrupt") == true)
  }

  @Test("A damaged or cut file is read or refused, and never worse")
  func damage() throws {
    let whole = Self.smallTree(recordSize: 24)
    var refused = 0
    for place in whole.indices {
      for damaged in [
        Array(whole[..<place]), whole.replacing(place, with: 0xFF), whole.replacing(place, with: 0),
      ] {
        do {
          _ = try Self.snapshot(damaged)
        } catch is EnrichmentError {
          refused += 1
        }
      }
    }
    // Every cut loses the end of the metadata.
    #expect(refused >= whole.count)
  }
}

extension [UInt8] {
  fileprivate func replacing(_ place: Int, with byte: UInt8) -> [UInt8] {
    var copy = self
    copy[place] = byte
    return copy
  }
}
