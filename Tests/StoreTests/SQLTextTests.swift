import Store
import Testing
import Wire

@Suite("Values in SQL text")
struct SQLTextTests {
  @Test(
    "A literal holds harmless signs as they are and all others as hexadecimal escapes",
    arguments: [
      ("", "''"), ("mirai", "'mirai'"), ("a b-c_d.e:f;/*--#%\"`$", "'a b-c_d.e:f;/*--#%\"`$'"),
      ("it's", #"'it\x27s'"#), (#"\"#, #"'\x5c'"#), (#"\'"#, #"'\x5c\x27'"#),
      ("' OR 1=1 --", #"'\x27 OR 1=1 --'"#), ("a\0b\n", #"'a\x00b\x0a'"#), ("\u{7F}", #"'\x7f'"#),
      ("é", #"'\xc3\xa9'"#), ("\u{2019}", #"'\xe2\x80\x99'"#),
    ]
  )
  func literals(_ text: String, _ literal: String) {
    #expect(SQLText.literal(text) == literal)
  }

  @Test("No character can end a literal")
  func closed() {
    // Bytes are escaped one by one: every character of one and two bytes, and some of the others.
    let values = Array(0..<UInt32(0x800)) + stride(from: 0x800, through: 0x10FFFF, by: 251)
    for value in values {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let inside = SQLText.literal(String(Character(scalar))).dropFirst().dropLast()
      let isClosed = inside.utf8.allSatisfy { (32..<127).contains($0) && $0 != UInt8(ascii: "'") }
      let isWhole = !inside.contains("\\") || inside.hasPrefix("\\x")
      guard isClosed, isWhole else {
        Issue.record("\(value) stands in a literal as \(inside)")
        return
      }
    }
  }

  @Test("A name is an identifier only when it is made of letters, digits and underscores")
  func identifiers() {
    #expect(SQLText.identifier("packets_local") == "`packets_local`")
    #expect(SQLText.identifier("_1") == "`_1`")
    for name in ["", "1a", "a b", "a`b", "a.b", "a-b", "é", String(repeating: "a", count: 65)] {
      #expect(SQLText.identifier(name) == nil, "\(name)")
    }
  }

  @Test("Bytes are written in hexadecimal, addresses mapped")
  func bytes() {
    #expect(SQLText.fixedString([0, 0x0A, 0xFF]) == "toFixedString(unhex('000aff'), 3)")
    #expect(
      SQLText.address(IPv6Address(mapped: IPv4Address(192, 0, 2, 1)))
        == "toFixedString(unhex('00000000000000000000ffffc0000201'), 16)"
    )
  }
}
