import Testing
import Wire

@Suite("Texts of addresses and prefixes")
struct AddressTests {
  @Test("A dotted quad is read and written")
  func dottedQuads() {
    #expect(IPv4Address("192.0.2.1")?.rawValue == 0xC000_0201)
    #expect(IPv4Address("0.0.0.0")?.rawValue == 0)
    #expect(IPv4Address("255.255.255.255")?.rawValue == .max)
    #expect(IPv4Address(203, 0, 113, 9).description == "203.0.113.9")
    #expect(IPv4Address(192, 0, 2, 1) < IPv4Address(192, 0, 3, 0))
  }

  @Test(
    "Texts that other readers understand in other ways are refused",
    arguments: [
      "", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.2.3.4", "1.2.3.04",
      "0x1.2.3.4", " 1.2.3.4", "1.2.3.4 ", "1.2.3.4/32", "+1.2.3.4", "1.2.3.-4", "3232235521",
      "１.2.3.4", "99999999999.1.1.1",
    ]
  )
  func refusedQuads(_ text: String) {
    #expect(IPv4Address(text) == nil)
    #expect(IPAddress(text) == nil)
  }

  @Test(
    "The forms of RFC 4291 §2.2 are read",
    arguments: [
      ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", 0xABCD_EF01_2345_6789_ABCD_EF01_2345_6789),
      ("2001:DB8:0:0:8:800:200C:417A", 0x2001_0DB8_0000_0000_0008_0800_200C_417A),
      ("2001:DB8::8:800:200C:417A", 0x2001_0DB8_0000_0000_0008_0800_200C_417A),
      ("FF01::101", 0xFF01_0000_0000_0000_0000_0000_0000_0101),
      ("::1", 1), ("::", 0),
      ("0:0:0:0:0:0:13.1.68.3", 0x0D01_4403), ("::13.1.68.3", 0x0D01_4403),
      ("::FFFF:129.144.52.38", 0xFFFF_8190_3426),
      ("0:0:0:0:0:FFFF:129.144.52.38", 0xFFFF_8190_3426),
      ("1::", 0x0001_0000_0000_0000_0000_0000_0000_0000),
      ("1:2:3:4:5:6:7::", 0x0001_0002_0003_0004_0005_0006_0007_0000),
    ] as [(String, UInt128)]
  )
  func version6Forms(_ text: String, _ value: UInt128) {
    #expect(IPv6Address(text)?.rawValue == value)
    #expect(IPv6Address(text.lowercased())?.rawValue == value)
  }

  @Test(
    "Other texts are no IPv6 address",
    arguments: [
      "", ":", ":::", "1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::",
      ":1::", "1:", "::1:", "1:2:3:4:5:6:7:8::", "::1.2.3", "1.2.3.4::", "::1.2.3.4:5",
      "1:2:3:4:5:6:7:1.2.3.4", "fe80::1%eth0", "::1/128", " ::1", "::+1", "::-1", "::１",
    ]
  )
  func refusedVersion6(_ text: String) {
    #expect(IPv6Address(text) == nil)
  }

  @Test(
    "The canonical text follows RFC 5952 §4",
    arguments: [
      // §4.1: no leading zeros. §4.2.1: as short as possible. §4.2.2: no :: for one group.
      ("2001:0db8::0001", "2001:db8::1"), ("2001:db8:0:0:0:0:2:1", "2001:db8::2:1"),
      ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
      // §4.2.3: the longest run, the first of equals.
      ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"), ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
      // §4.3: lower case.
      ("2001:DB8::AAAA:BBBB", "2001:db8::aaaa:bbbb"),
      // §5: mixed notation for a known prefix.
      ("::ffff:c000:201", "::ffff:192.0.2.1"),
      ("0:0:0:0:0:0:0:0", "::"), ("0:0:0:0:0:0:0:1", "::1"), ("1:0:0:0:0:0:0:0", "1::"),
      ("fe80:0:0:0:0:0:0:0", "fe80::"),
    ]
  )
  func canonicalText(_ text: String, _ canonical: String) throws {
    let address = try #require(IPv6Address(text))
    #expect(address.description == canonical)
    #expect(IPv6Address(canonical) == address)
    #expect(IPAddress(text)?.description == canonical)
  }

  @Test("A mapped address leads back to its IPv4 address (RFC 4291 §2.5.5.2)")
  func mapped() {
    let address = IPv4Address(192, 0, 2, 1)
    #expect(IPv6Address(mapped: address).mappedIPv4 == address)
    #expect(IPv6Address("2001:db8::1")?.mappedIPv4 == nil)
    #expect(IPv6Address("::192.0.2.1")?.mappedIPv4 == nil)
  }

  @Test("IPv4 sorts before IPv6, and each by its number")
  func order() throws {
    let texts = ["9.0.0.0", "10.0.0.0", "::1", "2001:db8::"]
    let addresses = texts.compactMap { IPAddress($0) }
    #expect(addresses.reversed().sorted().map(\.description) == texts)
  }

  @Test(
    "A prefix clears the bits behind its length",
    arguments: [
      ("192.0.2.77/24", "192.0.2.0/24"), ("192.0.2.77", "192.0.2.77/32"),
      ("192.0.2.77/32", "192.0.2.77/32"), ("203.0.113.255/0", "0.0.0.0/0"),
      ("2001:db8:ffff::1/33", "2001:db8:8000::/33"), ("2001:db8::1", "2001:db8::1/128"),
      ("2001:db8::1/0", "::/0"), ("2001:db8::ff/121", "2001:db8::80/121"),
    ]
  )
  func prefixes(_ text: String, _ canonical: String) {
    #expect(IPPrefix(text)?.description == canonical)
  }

  @Test(
    "Other texts are no prefix",
    arguments: [
      "", "/", "/24", "192.0.2.0/", "192.0.2.0/33", "192.0.2.0/-1", "192.0.2.0/+8",
      "192.0.2.0/24/24", "192.0.2/24", "2001:db8::/129", "192.0.2.0/255.255.255.0", "192.0.2.0/ 8",
      "192.0.2.0/0008",
    ]
  )
  func refusedPrefixes(_ text: String) {
    #expect(IPPrefix(text) == nil)
  }
}
