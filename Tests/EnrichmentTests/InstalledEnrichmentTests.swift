import Schema
import Testing
import Wire

@testable import Enrichment

// The data is fetched by Scripts/install-enrichment and is no part of the project.
@Suite(
  "Installed data",
  .enabled(if: InstalledData.hasEnrichment, "run Scripts/install-enrichment to test its data")
)
struct InstalledEnrichmentTests {
  @Test("Countries: every thousandth range of Debian's data is found at both of its ends")
  func countries() throws {
    let path = InstalledData.enrichment + "/geoip"
    let snapshot = try EnrichmentLoader(sources: [.init(kind: .regionText, path: path)]).load()
    let text = String(decoding: try InputFile(path).contents(limit: 1 << 26), as: UTF8.self)
    var compared = 0
    for (number, line) in text.split(separator: "\n").enumerated() where number % 1000 == 999 {
      let fields = line.split(separator: ",")
      let expected = fields[2] == "??" ? Region.unknown : try #require(Region(fields[2]))
      for field in fields[..<2] {
        let address = IPv4Address(rawValue: try #require(UInt32(field)))
        #expect(snapshot.region(of: address) == expected, "line \(number + 1)")
        compared += 1
      }
    }
    #expect(compared > 700)
    #expect(snapshot.provenance[0].date != nil)
    #expect(snapshot.provenance[0].licence == "CC BY-SA 4.0")
  }

  @Test("Countries and networks of well-known addresses are found")
  func wellKnown() throws {
    let snapshot = try EnrichmentLoader(folder: InstalledData.enrichment).load()
    func network(_ text: String) throws -> UInt32 {
      switch try #require(IPAddress(text)) {
      case .v4(let address): snapshot.network(at: snapshot.network(of: address)).number
      case .v6(let address): snapshot.network(at: snapshot.network(of: address)).number
      }
    }
    // Google's and Cloudflare's resolvers, IIJ and WIDE in Japan.
    #expect(try network("8.8.8.8") == 15169)
    #expect(try network("1.1.1.1") == 13335)
    #expect(try network("210.130.0.1") == 2497)
    #expect(try network("2606:4700:4700::1111") == 13335)
    #expect(try network("2001:200::1") == 2500)
    #expect(snapshot.region(of: IPv4Address(8, 8, 8, 8)) == Region("US"))
    #expect(snapshot.region(of: IPv4Address(210, 130, 0, 1)) == Region("JP"))
    #expect(snapshot.region(of: try #require(IPv6Address("2001:200::1"))) == Region("JP"))
    #expect(snapshot.provenance.prefix(3).allSatisfy { $0.date != nil })
  }
}
