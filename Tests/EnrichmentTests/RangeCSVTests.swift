import Schema
import Testing
import Wire

@testable import Enrichment

@Suite("CSV ranges")
struct RangeCSVTests {
  static func snapshot(_ text: String) throws -> EnrichmentSnapshot {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "ranges.csv")
    return try EnrichmentLoader(sources: [.init(kind: .rangeCSV, path: path)]).load()
  }

  @Test("Prefixes, ranges and single addresses give country, number and name")
  func ranges() throws {
    let snapshot = try Self.snapshot(
      #"""
      network,country,asn,name
      192.0.2.0/25,JP,64500,"Example, Inc."
      192.0.2.128-192.0.2.130,,AS64501,"The ""second"""
      2001:db8::1,tw,,
      """#
    )
    let first = snapshot.network(of: IPv4Address(192, 0, 2, 127))
    #expect(snapshot.network(at: first) == Network(number: 64500, name: "Example, Inc."))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 127)) == Region("JP"))
    let second = snapshot.network(of: IPv4Address(192, 0, 2, 130))
    #expect(snapshot.network(at: second) == Network(number: 64501, name: "The \"second\""))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 130)) == .unknown)
    #expect(snapshot.network(of: IPv4Address(192, 0, 2, 131)) == 0)
    let address = try #require(IPv6Address("2001:db8::1"))
    #expect(snapshot.region(of: address) == Region("TW"))
    #expect(snapshot.network(of: address) == 0)
  }

  @Test("IPinfo's columns are known, the country's code before its name")
  func ipinfoColumns() throws {
    let snapshot = try Self.snapshot(
      """
      network,country,country_code,continent,continent_code,asn,as_name,as_domain
      192.0.2.0/24,Japan,JP,Asia,AS,AS64500,Example,example.org
      """
    )
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 1)) == Region("JP"))
    #expect(snapshot.networks == [.unknown, Network(number: 64500, name: "Example")])
  }

  @Test("Two columns of addresses are a range")
  func endColumns() throws {
    let snapshot = try Self.snapshot("start_ip,end_ip,country\n192.0.2.1,192.0.2.2,JP\n")
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 0)) == .unknown)
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 2)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 3)) == .unknown)
  }

  @Test(
    "A malformed row is refused with its number",
    arguments: [
      ("192.0.2.0/24,JP", "has 2 fields where the header has 4"),
      ("192.0.2.0/33,JP,1,a", "is malformed in field 192.0.2.0/33"),
      ("192.0.2.0/24,Japan,1,a", "is malformed in field Japan"),
      ("192.0.2.0/24,JP,one,a", "is malformed in field one"),
      (",JP,1,a", "is malformed in field "),
      ("192.0.2.0/24,JP,1,\"a", "has a quote that does not end"),
    ]
  )
  func malformed(row: String, problem: String) throws {
    let error = #expect(throws: EnrichmentError.self) {
      try Self.snapshot("network,country,asn,name\n\(row)\n")
    }
    #expect(error?.place == .line(2))
    #expect(error?.problem == "\"\(row)\" \(problem)")
  }

  @Test("A file whose first line names no columns is refused with an example")
  func noHeader() throws {
    let error = #expect(throws: EnrichmentError.self) {
      try Self.snapshot("192.0.2.0/24,JP,64500,Example\n")
    }
    #expect(error?.remedy == "begin the file with a line such as network,country,asn,name")
  }
}
