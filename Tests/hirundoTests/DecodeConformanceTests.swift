import Foundation
import Schema
import Testing

@testable import hirundo

@Suite(
  "Decoding agrees with the reference decodes",
  .enabled(
    if: ReferenceData.isPresent,
    "the reference captures are not there; set HIRUNDO_REFERENCE_DATA to their folder"
  )
)
struct DecodeConformanceTests {
  /// The headers that are read here: a fault in another one is nobody's concern.
  private static let layers: Set<Substring> = [
    "eth", "ethertype", "vlan", "ieee8021ad", "sll", "null", "raw", "ppp", "chdlc", "pppoes",
    "mpls", "ip", "ipv6", "ipv6.hopopts", "ipv6.dstopts", "ipv6.routing", "ipv6.fraghdr", "ah",
    "tcp", "udp", "icmp", "icmpv6",
  ]

  @Test("All 356 captures differ only as docs/conformance.md lists")
  func differencesAreThoseListed() throws {
    let captures = try ReferenceData.files(in: "open/captures")
    #expect(captures.count == 356)
    var found: [String: String] = [:]
    var rows = 0
    for path in captures {
      let name = URL(filePath: path).lastPathComponent
      let counts = try differences(of: path, name: name, rows: &rows)
      if !counts.isEmpty { found[name] = counts }
    }
    let listed = try Self.listed()
    for (name, counts) in found where listed[name] != counts {
      Issue.record("\(name): \(counts), listed: \(listed[name] ?? "nothing")")
    }
    for name in listed.keys where found[name] == nil {
      Issue.record("\(name) is listed and does not differ")
    }
    #expect(rows == 11_098)
  }

  /// How many rows differ in each column: `src 1, dst 1`.
  private func differences(of path: String, name: String, rows: inout Int) throws -> String {
    var ours: [[String]] = []
    do {
      _ = try DecodedCapture.forEachFrame(of: path) { frame in
        ours.append(DecodedColumn.all.map { $0.text(frame) })
      }
    } catch {}  // The frames before a fault are compared; the refusals have their own tests.
    let reference = try String(
      decoding: Data(
        contentsOf: ReferenceData.folder.appending(path: "open/expected/\(name).tsv")
      ),
      as: UTF8.self
    )
    let expected = reference.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("#") }
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    rows += expected.count
    var counts: [String: Int] = [:]
    if expected.count != ours.count { counts["rows"] = abs(expected.count - ours.count) }
    for (reference, row) in zip(expected, ours) {
      for (index, column) in DecodedColumn.all.enumerated()
      where Self.differs(column.name, reference: reference, ours: row, at: index) {
        counts[column.name, default: 0] += 1
      }
    }
    return Self.text(counts)
  }

  private static func text(_ counts: [String: Int]) -> String {
    counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }

  private static func differs(
    _ column: String,
    reference: [Substring],
    ours: [String],
    at index: Int
  ) -> Bool {
    let theirs = reference.count > index ? reference[index] : ""
    switch column {
    case "protocols":
      let hasNetworkHeader = !ours[6].isEmpty
      return hasNetworkHeader && !theirs.hasPrefix(ours[index])
    case "status":
      let last = reference.last?.split(separator: ":").last ?? ""
      let isOurs = theirs != "ok" && layers.contains(last)
      return theirs != ours[index] && (isOurs || ours[index] != "ok")
    default:
      return theirs != ours[index]
    }
  }

  /// The differences in the table of docs/conformance.md, by capture.
  private static func listed() throws -> [String: String] {
    let page = try String(
      decoding: Data(contentsOf: ReferenceData.root.appending(path: "docs/conformance.md")),
      as: UTF8.self
    )
    var listed: [String: String] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("| `") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let pairs = cells[1].split(separator: ", ").map { $0.split(separator: " ") }
      #expect(cells.count == 3 && !cells[2].isEmpty, "a difference without a reason: \(line)")
      listed[cells[0].trimmingCharacters(in: ["`"])] = text(
        Dictionary(uniqueKeysWithValues: pairs.map { (String($0[0]), Int($0[1]) ?? 0) })
      )
    }
    return listed
  }
}
