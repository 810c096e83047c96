import Foundation
import Schema
import Testing
import Wire

@Suite("The columns of decoded frames (docs/formats/decode.md)")
struct DecodedColumnTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static let reference =
    (ProcessInfo.processInfo.environment["HIRUNDO_REFERENCE_DATA"].map { URL(filePath: $0) }
    ?? root.appending(path: "../shared/data")).appending(path: "open/expected")

  private static let hasReference = FileManager.default.fileExists(atPath: reference.path)

  // The reference decodes lie outside of the repository and may be absent.
  @Test(
    "Names and order are those of the reference decodes' head lines",
    .enabled(if: hasReference, "the reference decodes are not there; set HIRUNDO_REFERENCE_DATA")
  )
  func headLines() throws {
    let names = DecodedColumn.all.map(\.name).joined(separator: "\t")
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.reference.path)
      .filter { $0.hasSuffix(".tsv") }
    #expect(files.count == 356)
    let others = try files.filter { file in
      let text = try String(
        decoding: Data(contentsOf: Self.reference.appending(path: file)),
        as: UTF8.self
      )
      return text.prefix { !$0.isNewline } != names
    }
    #expect(others == [])
  }

  @Test("The table of docs/formats/decode.md lists exactly these columns with these meanings")
  func documentation() throws {
    let page = try String(
      decoding: Data(contentsOf: Self.root.appending(path: "docs/formats/decode.md")),
      as: UTF8.self
    )
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.hasSuffix("|") }
      .map { row in
        row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      }
      .filter { $0.count == 3 }
    #expect(rows.map { $0[0] } == DecodedColumn.all.map { "`\($0.name)`" })
    #expect(rows.map { $0[1] } == DecodedColumn.all.map { $0.isNumber ? "number" : "text" })
    #expect(rows.map { $0[2] } == DecodedColumn.all.map(\.meaning))
  }

  /// Ethernet, an 802.1Q tag 100, IPv4 and a SYN with the option MSS 1460, from 192.0.2.1 to
  /// 203.0.113.9, port 40000 to 23.
  private static let probe: [UInt8] =
    [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x81, 0, 0, 100, 8, 0]
    + [0x45, 0, 0, 44, 0xD4, 0x31, 0x40, 0, 64, 6, 0, 0, 192, 0, 2, 1, 203, 0, 113, 9]
    + [0x9C, 0x40, 0, 23, 0, 0, 0, 7, 0, 0, 0, 8, 0x60, 2, 4, 0, 0, 0, 0, 0, 2, 4, 5, 0xB4]

  private static func row(_ bytes: [UInt8], originalLength: Int? = nil) -> [String: String] {
    let frame = unsafe DecodedFrame(
      decoding: bytes.span.bytes,
      number: 3,
      timestamp: 1_720_000_000_000_000_001,
      originalLength: originalLength ?? bytes.count,
      linkType: .ethernet
    )
    var row: [String: String] = [:]
    for column in DecodedColumn.all where !column.text(frame).isEmpty {
      row[column.name] = column.text(frame)
    }
    return row
  }

  @Test("The worked example of the page: a tagged SYN")
  func workedExample() {
    #expect(
      Self.row(Self.probe) == [
        "n": "3", "ts_ns": "1720000000000000001", "caplen": "62", "len": "62", "encap": "ETHERNET",
        "vlan": "100", "ipv": "4", "src": "192.0.2.1", "dst": "203.0.113.9", "proto": "6",
        "ttl": "64", "ipid": "54321", "iplen": "44", "sport": "40000", "dport": "23", "seq": "7",
        "ack": "8", "flags": "2", "win": "1024", "tcpopts": "020405b4", "status": "ok",
        "protocols": "eth:ethertype:vlan:ethertype:ip:tcp",
      ]
    )
  }

  @Test("The status tells a cut frame, a malformed one and an unknown link type apart")
  func statusWords() {
    #expect(Self.row(Array(Self.probe.prefix(50)), originalLength: 62)["status"] == "short")
    #expect(Self.row(Array(Self.probe.prefix(50)))["status"] == "malformed")
    let unknown = unsafe DecodedFrame(
      decoding: Self.probe.span.bytes,
      number: 1,
      timestamp: nil,
      originalLength: 62,
      linkType: LinkType(rawValue: 147)
    )
    #expect(unknown.status == "unsupported")
    #expect(DecodedColumn.all[1].text(unknown) == "")
  }

  @Test("A frame without a network header is dropped for a named reason")
  func dropReasons() {
    #expect(DropReason(nil) == .notIP)
    let head = Array(Self.probe.prefix(20))
    let cut = unsafe Packet(
      decoding: head.span.bytes,
      linkType: .ethernet,
      originalLength: 62
    )
    #expect(DropReason(cut.anomalies.first).description == "ip:cut")
    let unknown = unsafe Packet(
      decoding: Self.probe.span.bytes,
      linkType: LinkType(rawValue: 147),
      originalLength: 62
    )
    #expect(DropReason(unknown.anomalies.first).description == "unknown-link-type")
  }

  @Test("Traffic classes are named as rules and tables write them")
  func trafficClasses() {
    #expect(
      TrafficClass.allCases.map(\.description)
        == ["scan", "backscatter", "amplification-request", "other"]
    )
    #expect(TrafficClass.allCases.map(\.rawValue) == [0, 1, 2, 3])
    for value in TrafficClass.allCases { #expect(TrafficClass(value.description) == value) }
    #expect(TrafficClass("Scan") == nil)
  }
}
