import Testing
import Wire

@testable import Enrichment

@Suite("Lines of text")
struct LineReaderTests {
  @Test("Lines end with LF or CRLF, the last one with the file, and a byte order mark is no text")
  func endings() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("\u{FEFF}one\r\n\n two \nlast", to: "lines.txt")
    var reader = try LineReader(path)
    var lines: [String] = []
    while try reader.advance() { lines.append(reader.rest) }
    #expect(lines == ["one", "", "two", "last"])
    let number = reader.number
    #expect(number == 4)
  }

  @Test("Lines across the edge of the buffer are whole")
  func longFile() throws {
    let folder = try TemporaryFolder()
    let text = (1...60_000).map { "line \($0)\n" }.joined()
    var reader = try LineReader(try folder.write(text, to: "long.txt"))
    var number = 0
    while try reader.advance() {
      number += 1
      guard reader.rest == "line \(number)" else {
        Issue.record("line \(number) reads \(reader.rest)")
        break
      }
    }
    #expect(number == 60_000)
  }

  @Test("A line beyond the limit is refused, so that memory stays bounded")
  func endlessLine() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([UInt8](repeating: 65, count: 300_000), to: "endless.txt")
    let error = #expect(throws: EnrichmentError.self) {
      var reader = try LineReader(path)
      while try reader.advance() {}
    }
    #expect(error?.place == .line(1))
    #expect(error?.problem == "the line is longer than 65536 bytes")
  }

  @Test(
    "Addresses are read as Wire reads them",
    arguments: [
      "::", "::1", "1::", "2001:db8::1", "2001:DB8:0:0:1:2:3:4", "1:2:3:4:5:6:7:8",
      "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "::ffff:192.0.2.1", "64:ff9b::198.51.100.9",
      "1:2:3:4:5:6:192.0.2.1", "192.0.2.1", "0.0.0.0", "255.255.255.255",
      // None of these is an address.
      "", ":", ":::", "1", "1:", ":1", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:",
      "1::2::3", "12345::", "g::", "1::2:3:4:5:6:7:8", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:1.2.3.4",
      "::1.2.3", "::1.2.3.4:5", "192.0.2", "192.0.2.256", "192.0.2.01", "192.0.2.1.", "192.0.2.1.5",
      "4294967296.0.0.0", "::1%eth0", "2001:db8::1 ",
    ]
  )
  func agreesWithWire(text: String) throws {
    let folder = try TemporaryFolder()
    var reader = try LineReader(try folder.write(text + "\n", to: "address.txt"))
    _ = try reader.advance()
    let block = reader.scanBlock()
    let scanned = reader.isAtEnd ? block : nil
    #expect(scanned == IPPrefix(text).map { AddressBlock($0) })
  }

  @Test(
    "A prefix of any length and a range of two addresses are blocks",
    arguments: [
      ("0.0.0.0/0", AddressBlock.v4(0...0xFFFF_FFFF)),
      ("192.0.2.77/24", .v4(0xC000_0200...0xC000_02FF)),
      ("192.0.2.1/32", .v4(0xC000_0201...0xC000_0201)),
      ("192.0.2.1-192.0.2.3", .v4(0xC000_0201...0xC000_0203)),
      ("192.0.2.1 - 192.0.2.3", .v4(0xC000_0201...0xC000_0203)),
      ("::/0", .v6(0...UInt128.max)),
      ("::8/125", .v6(8...15)),
      ("::8/128", .v6(8...8)),
      ("::8-::a", .v6(8...10)),
    ]
  )
  func blocks(text: String, expected: AddressBlock) throws {
    let folder = try TemporaryFolder()
    var reader = try LineReader(try folder.write(text, to: "block.txt"))
    _ = try reader.advance()
    let block = reader.scanBlock()
    let isAtEnd = reader.isAtEnd
    #expect(block == expected)
    #expect(isAtEnd)
  }

  @Test(
    "What is no block is refused",
    arguments: ["192.0.2.0/33", "::/129", "192.0.2.0/", "192.0.2.3-192.0.2.1", "192.0.2.1-::1"]
  )
  func refusedBlocks(text: String) throws {
    let folder = try TemporaryFolder()
    var reader = try LineReader(try folder.write(text, to: "block.txt"))
    _ = try reader.advance()
    let block = reader.scanBlock()
    #expect(block == nil)
  }

  @Test("A file that cannot be opened and a folder are refused with the path and the reason")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let missing = #expect(throws: EnrichmentError.self) { try RegionText.read("/no/such/file") }
    #expect(
      missing?.description
        == "/no/such/file: cannot be opened: No such file or directory; "
        + "check the path and its permissions"
    )
    let path = folder.path
    let directory = #expect(throws: EnrichmentError.self) { try RegionText.read(path) }
    #expect(directory?.problem == "cannot be read: Is a directory")
  }
}
