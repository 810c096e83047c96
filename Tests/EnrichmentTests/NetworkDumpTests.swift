import Testing
import Wire

@testable import Enrichment

@Suite("Network dump (IPFire location database)")
struct NetworkDumpTests {
  static func snapshot(_ text: String) throws -> EnrichmentSnapshot {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "networks.txt")
    return try EnrichmentLoader(sources: [.init(kind: .networkDump, path: path)]).load()
  }

  static let dump = """
    #
    # Generated: Sat, 29 Oct 2022 05:59:54 GMT
    # License:   CC BY-SA 4.0
    #

    aut-num:                 AS64500
    name:                    EXAMPLE-NET

    aut-num:                 AS64501
    name:                    Example // two

    net:                     192.0.2.0/24
    country:                 JP
    aut-num:                 64500
    is-anycast:              yes

    net:                     192.0.2.128/25
    country:                 JP

    net:                     192.0.2.192/26
    aut-num:                 64501

    net:                     2001:db8::/32
    aut-num:                 64502
    """

  func network(_ snapshot: EnrichmentSnapshot, _ text: String) throws -> String {
    switch try #require(IPAddress(text)) {
    case .v4(let address): snapshot.network(at: snapshot.network(of: address)).description
    case .v6(let address): snapshot.network(at: snapshot.network(of: address)).description
    }
  }

  @Test(
    "The most specific prefix decides, even where it gives no number",
    arguments: [
      ("192.0.1.255", "unknown"), ("192.0.2.0", "AS64500 EXAMPLE-NET"),
      ("192.0.2.127", "AS64500 EXAMPLE-NET"), ("192.0.2.128", "unknown"),
      ("192.0.2.191", "unknown"), ("192.0.2.192", "AS64501 Example // two"),
      ("192.0.2.255", "AS64501 Example // two"), ("192.0.3.0", "unknown"),
      ("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "unknown"), ("2001:db8::", "AS64502"),
      ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "AS64502"), ("2001:db9::", "unknown"),
    ]
  )
  func lookup(address: String, expected: String) throws {
    #expect(try network(try Self.snapshot(Self.dump), address) == expected)
  }

  @Test("The date, the licence and the number of prefixes are kept")
  func provenance() throws {
    let source = try #require(try Self.snapshot(Self.dump).provenance.first)
    #expect(source.date?.description == "2022-10-29")
    #expect(source.licence == "CC BY-SA 4.0")
    #expect(source.entries == 4)
  }

  @Test(
    "A malformed line is refused with its number",
    arguments: [
      ("net: 192.0.2.0/33", "does not give a prefix"), ("net:", "does not give a prefix"),
      ("net: 192.0.2.0/24 x", "does not give a prefix"),
      ("aut-num: ASx", "does not give the number of an autonomous system"),
      ("aut-num: 4294967296", "does not give the number of an autonomous system"),
      ("words", "is not a key, a colon and a value"),
    ]
  )
  func malformed(line: String, problem: String) throws {
    let error = #expect(throws: EnrichmentError.self) { try Self.snapshot("# a\n\(line)\n") }
    #expect(error?.place == .line(2))
    #expect(error?.problem == "\"\(line)\" \(problem)")
  }
}
