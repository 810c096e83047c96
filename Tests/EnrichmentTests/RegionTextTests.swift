import Schema
import Testing
import Wire

@testable import Enrichment

@Suite("Country ranges (tor-geoipdb)")
struct RegionTextTests {
  static func snapshot(_ text: String) throws -> EnrichmentSnapshot {
    let folder = try TemporaryFolder()
    let path = try folder.write(text, to: "geoip")
    return try EnrichmentLoader(sources: [.init(kind: .regionText, path: path)]).load()
  }

  @Test("IPv4 ranges in decimals reach from their first to their last address")
  func ipv4() throws {
    // 3221225984 is 192.0.2.0, 3221226111 is 192.0.2.127.
    let snapshot = try Self.snapshot("3221225984,3221226111,JP\n3221226112,3221226239,??\n")
    #expect(snapshot.region(of: IPv4Address(192, 0, 1, 255)) == .unknown)
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 0)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 127)) == Region("JP"))
    #expect(snapshot.region(of: IPv4Address(192, 0, 2, 128)) == .unknown)
    #expect(snapshot.provenance[0].entries == 2)
  }

  @Test("IPv6 ranges in text reach from their first to their last address")
  func ipv6() throws {
    let snapshot = try Self.snapshot("2001:db8::,2001:db8:0:ffff:ffff:ffff:ffff:ffff,TW\n")
    let regions = try [
      "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8::", "2001:db8:0:ffff::",
      "2001:db8:0:ffff:ffff:ffff:ffff:ffff", "2001:db8:1::",
    ].map { snapshot.region(of: try #require(IPv6Address($0))).description }
    #expect(regions == ["unknown", "TW", "TW", "TW", "unknown"])
  }

  @Test("The date and the licence come from the comments")
  func header() throws {
    let snapshot = try Self.snapshot(
      """
      # Generated: Thu, 25 Jun 2026 04:33:59 GMT
      # License:   CC BY-SA 4.0
      # Find the full license terms at https://creativecommons.org/licenses/by-sa/4.0/

      0,1,AU
      """
    )
    #expect(snapshot.provenance[0].date == DataDate(year: 2026, month: 6, day: 25))
    #expect(snapshot.provenance[0].licence == "CC BY-SA 4.0")
  }

  @Test(
    "A malformed line is refused with its number",
    arguments: [
      "0,1", "0,1,", "0,1,J", "0,1,JPN", "0,1,J1", "1,0,JP", "0,4294967296,JP", "::1,::,JP",
      "0;1;JP",
      "0,::1,JP", "x",
    ]
  )
  func malformed(line: String) throws {
    let error = #expect(throws: EnrichmentError.self) {
      try Self.snapshot("# comment\n0,1,AU\n\(line)\n")
    }
    #expect(error?.place == .line(3))
    #expect(
      error?.problem == "\"\(line)\" is not a range of addresses and a country: low,high,CC"
    )
  }

  @Test("A file without a range is refused")
  func noRanges() throws {
    let error = #expect(throws: EnrichmentError.self) { try Self.snapshot("# nothing here\n") }
    #expect(error?.problem == "holds no range of addresses")
  }
}
