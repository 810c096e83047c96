import Foundation
import Testing

@Suite("hirundo decode")
struct DecodeCommandTests {
  @Test("TSV has a head line and a row a packet")
  func tsv() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(TwoSensors.atTokyo.suffix(2)), to: "tokyo.pcap")
    let run = try await folder.program("decode", "tokyo.pcap")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let rows = run.lines.map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    #expect(rows.count == 3)
    #expect(rows.allSatisfy { $0.count == 31 })
    #expect(rows[0].prefix(6) == ["n", "ts_ns", "caplen", "len", "encap", "vlan"])
    // 2024-05-02T10:00:00Z, 73.0.0.1:40000 to 192.0.2.1:80, sequence number 0x01020304.
    #expect(
      rows[1].prefix(20) == [
        "1", "1714644000000000000", "54", "54", "ETHERNET", "", "4", "73.0.0.1", "192.0.2.1", "6",
        "64", "1", "40", "", "40000", "80", "16909060", "0", "2", "5840",
      ]
    )
    #expect(rows[2].prefix(8) == ["2", "1714644060000000000", "60", "60", "ETHERNET", "", "", ""])
  }

  @Test("JSON is a list of objects without the columns that a packet lacks")
  func json() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(TwoSensors.atTokyo.suffix(2)), to: "tokyo.pcap")
    let run = try await folder.program("decode", "tokyo.pcap", "--format", "json")
    let rows = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    )
    #expect(rows.count == 2)
    #expect(rows[0]["src"] as? String == "73.0.0.1")
    #expect(rows[0]["dport"] as? Int == 80)
    #expect(rows[0]["vlan"] == nil)
    #expect(rows[1]["src"] == nil)
  }

  @Test("JSON of a capture without a packet is an empty list")
  func empty() async throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "none.pcap")
    let run = try await folder.program("decode", "none.pcap", "--format", "json")
    #expect(run.status == 0)
    #expect(run.output == "[]\n")
  }

  @Test("A reader that goes away ends the program quietly")
  func closedPipe() async throws {
    let folder = try TemporaryFolder()
    // More rows than a pipe holds, so that the program is still writing.
    let frame = TwoSensors.atTokyo[0].bytes
    try folder.write(
      (0..<5000).map { (TwoSensors.start + $0, frame) },
      to: "long.pcap"
    )
    for trap in ["", "trap '' PIPE; "] {
      let run = try await folder.program.shell("\(trap)$HIRUNDO decode long.pcap | head -n 1")
      #expect(run.status == 0)
      #expect(run.lines.count == 1)
      #expect(run.errors.isEmpty)
    }
  }

  @Test("A capture that is cut gives its whole frames and one warning")
  func cut() async throws {
    let folder = try TemporaryFolder()
    try folder.write(TwoSensors.atBerlin, to: "whole.pcap")
    // 24 bytes of file header and two records of 16 + 54 bytes, and 10 bytes of the third.
    let run = try await folder.program.shell(
      "head -c 174 whole.pcap > cut.pcap; $HIRUNDO decode cut.pcap"
    )
    #expect(run.status == 0)
    #expect(run.lines.count == 3)
    #expect(run.errors.hasPrefix("warning: cut.pcap at byte 164: "))
    #expect(run.errors.count { $0 == "\n" } == 1)
  }
}
