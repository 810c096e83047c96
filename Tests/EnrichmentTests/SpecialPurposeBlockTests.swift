import Testing
import Wire

@testable import Enrichment

@Suite("Special-purpose registries (RFC 6890)")
struct SpecialPurposeBlockTests {
  static func snapshot() throws -> EnrichmentSnapshot { try EnrichmentLoader().load() }

  @Test(
    "An address is bogon where the registry says not globally reachable",
    arguments: [
      ("0.0.0.0", true), ("0.255.255.255", true), ("1.0.0.0", false), ("9.255.255.255", false),
      ("10.0.0.0", true), ("10.255.255.255", true), ("11.0.0.0", false),
      ("100.63.255.255", false), ("100.64.0.0", true), ("100.127.255.255", true),
      ("100.128.0.0", false), ("126.255.255.255", false), ("127.0.0.1", true),
      ("169.254.0.1", true), ("172.15.255.255", false), ("172.16.0.0", true),
      ("172.31.255.255", true), ("172.32.0.0", false), ("192.0.0.8", true),
      // The anycast addresses of RFC 7723 and RFC 8155 lie inside a block that is not reachable.
      ("192.0.0.9", false), ("192.0.0.10", false), ("192.0.0.11", true), ("192.0.1.0", false),
      ("192.0.2.1", true), ("192.31.196.1", false), ("192.88.99.1", false),
      ("192.168.255.255", true), ("192.169.0.0", false), ("192.175.48.1", false),
      ("198.17.255.255", false), ("198.18.0.0", true), ("198.19.255.255", true),
      ("198.20.0.0", false), ("198.51.100.255", true), ("203.0.113.0", true),
      ("223.255.255.255", false), ("224.0.0.0", true), ("239.255.255.255", true),
      ("240.0.0.0", true), ("255.255.255.255", true),
    ]
  )
  func ipv4(address: String, expected: Bool) throws {
    #expect(try Self.snapshot().isBogon(try #require(IPv4Address(address))) == expected)
  }

  @Test(
    "The same holds for IPv6",
    arguments: [
      ("::", true), ("::1", true), ("::2", false), ("::ffff:192.0.2.1", true),
      ("64:ff9b::1", false), ("64:ff9b:1::1", true), ("100::1", true), ("100:0:0:1::1", true),
      ("2001::1", false), ("2001:1::1", false), ("2001:1::4", true), ("2001:2::1", true),
      ("2001:3::1", false), ("2001:4:112::1", false), ("2001:20::1", false),
      ("2001:200::1", false), ("2001:db8::1", true), ("2001:db9::", false), ("2002::1", false),
      ("2620:4f:8000::1", false), ("3fff:fff::1", true), ("3fff:1000::", false), ("5f00::1", true),
      ("fbff::", false), ("fc00::", true), ("fdff::1", true), ("fe80::1", true), ("fec0::1", false),
      ("ff02::1", true),
    ]
  )
  func ipv6(address: String, expected: Bool) throws {
    #expect(try Self.snapshot().isBogon(try #require(IPv6Address(address))) == expected)
  }

  @Test("Every block of the tables is a prefix with a name and a document")
  func tables() {
    // A row whose prefix does not parse would be missing from the tables.
    #expect(SpecialPurposeBlock.ipv4.count == 25)
    #expect(SpecialPurposeBlock.ipv6.count == 26)
    for block in SpecialPurposeBlock.ipv4 + SpecialPurposeBlock.ipv6 {
      #expect(!block.name.isEmpty)
      #expect(block.source.hasPrefix("RFC "))
      // A block whose text has bits behind its length would be a typing error.
      #expect(IPPrefix(block.prefix)?.address == IPAddress(block.prefix.prefix { $0 != "/" }))
    }
  }
}
