import Foundation
import Schema
import Testing
import Wire

@testable import Fingerprint

@Suite("Traffic classes and rules are what their pages say")
struct TrafficClassTests {
  private static func page(_ path: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(decoding: Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  @Test("The worked example of docs/definitions/TrafficClass.md")
  func workedExample() throws {
    let query: [UInt8] = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]
    let answer: [UInt8] = [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0]
    let bot = ProbeFrame.tcp(to: 23, sequence: ProbeFrame.destination)
    let packets: [[UInt8]] = [
      ProbeFrame.ipv4(.tcp, bot),
      ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(to: 80)),
      ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(from: 80, to: 50000, flags: 0x12)),
      ProbeFrame.ipv4(.icmp, ProbeFrame.icmp(3, 1)),
      ProbeFrame.ipv4(.udp, ProbeFrame.udp(to: 53, query)),
      ProbeFrame.ipv4(.udp, ProbeFrame.udp(from: 53, answer)),
      ProbeFrame.ipv4(.udp, ProbeFrame.udp(to: 33333, Array("hello".utf8))),
      ProbeFrame.ipv4(.tcp, ProbeFrame.tcp(to: 80, flags: 0x10)),
      ProbeFrame.ipv4(.gre, [0, 0, 8, 0]),
    ]
    let rules = try RuleSet.standard()
    let classes = packets.map { Verdict($0, by: rules).trafficClass?.description }
    let rows = try Self.page("docs/definitions/TrafficClass.md").split(separator: "\n")
      .filter { $0.hasPrefix("| ") }
      .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
    let example = Array(rows.drop { $0.first != "packet" }.dropFirst())
    #expect(classes == example.map { $0[1] })
    #expect(
      classes == [
        "scan", "scan", "backscatter", "backscatter", "amplification-request", "backscatter",
        "scan",
        "other", "other",
      ]
    )
  }

  @Test("The example of docs/formats/rules.md is a rule that does what the page says")
  func exampleRule() throws {
    let page = try Self.page("docs/formats/rules.md")
    let blocks = page.components(separatedBy: "```")
    let block = try #require(blocks.first { $0.hasPrefix("rules\n") })
    let rules = try RuleSet(text: String(block.dropFirst(6)), file: "rules.md")
    #expect(rules.rules.map(\.id) == ["zmap-options"])
    let tcp = ProbeFrame.tcp(window: 65535, options: ProbeFrame.windows())
    func verdict(_ timeToLive: UInt8, on day: String) -> Verdict {
      let frame = ProbeFrame.ipv4(.tcp, tcp, timeToLive: timeToLive, fragmentation: 0)
      return Verdict(frame, on: day, by: rules)
    }
    #expect(verdict(240, on: "2024-03-21").strong == ["zmap-options"])
    #expect(verdict(64, on: "2024-03-21").weak == ["zmap-options"])
    let before = verdict(240, on: "2024-03-20")
    #expect(before.strong == [] && before.weak == [])
  }

  @Test("docs/formats/rules.md names every field and every packet kind")
  func words() throws {
    let page = try Self.page("docs/formats/rules.md")
    for word in FieldWord.all.keys.sorted() + FieldWord.appliesWords.components(separatedBy: ", ") {
      #expect(page.contains("`\(word)`"), "\(word)")
    }
  }
}
