import Capture
import Foundation
import Testing
import Wire

@testable import Fingerprint

@Suite(
  "Real captures",
  .enabled(
    if: ReferenceCaptures.isPresent,
    "the reference captures are not there; set HIRUNDO_REFERENCE_DATA to their folder"
  )
)
struct ReferenceCaptureTests {
  /// The rules of scanning tools that must match no packet of another tool.
  private static let tools = ["mirai", "masscan", "zmap-ipid", "zmap-options", "nmap-syn"]

  /// How many packets each tool's rule matches in a capture, weak matches with a question mark.
  private static func counts(of path: String, _ rules: RuleSet) -> [String: Int] {
    var counts: [String: Int] = [:]
    var batch = HeaderBatch()
    var matches = RuleMatches(for: rules)
    func count() {
      rules.match(batch, times: batch.timeBounds, into: &matches)
      for (index, rule) in rules.rules.enumerated() where tools.contains(rule.id) {
        counts[rule.id, default: 0] += matches.strong[index].count
        counts[rule.id + "?", default: 0] += matches.weak[index].count
      }
      batch.removeAll()
    }
    ReferenceCaptures.forEachFrame(of: path) { bytes, frame, linkType in
      _ = batch.append(
        bytes,
        at: frame.offset,
        length: Int(frame.capturedLength),
        originalLength: Int(frame.originalLength),
        linkType: linkType,
        timestamp: frame.timestamp,
        mark: 0
      )
      if batch.count == HeaderBatch.capacity { count() }
    }
    count()
    return counts.filter { $0.value != 0 }
  }

  /// The numbers are the ground truth that was measured when the captures were made.
  @Test("Every SYN of masscan, zmap and nmap is found, and none in other captures")
  func tools() throws {
    let rules = try RuleSet.standard()
    let truth: [String: [String: Int]] = [
      "masscan.pcap": ["masscan": 1792],
      "masscan-adapterport.pcap": ["masscan": 256],
      "zmap.pcap": ["zmap-ipid": 512],
      "zmap-udp.pcap": ["zmap-ipid": 128],
      "zmap-icmp.pcap": ["zmap-ipid": 128],
      "nmap-syn.pcap": ["nmap-syn": 192],
      // Nmap's ping sends one SYN to port 443 of each of 32 hosts, with the header of its scan.
      "nmap-ping.pcap": ["nmap-syn": 32],
    ]
    let captures = try ReferenceCaptures.paths(in: "tools-captures")
      .filter { $0.hasSuffix(".pcap") }
    #expect(captures.count == 17)
    for path in captures {
      let name = URL(filePath: path).lastPathComponent
      #expect(Self.counts(of: path, rules) == truth[name] ?? [:], "\(name)")
    }
  }

  /// The same packet as Ethernet and as bare IPv4, which always takes the long way.
  @Test("The short way into a header batch gives the columns of the long way")
  func shortAndLongWay() throws {
    var compared = 0
    var faults: [String] = []
    for path in try ReferenceCaptures.paths(in: "open/captures")
      + ReferenceCaptures.paths(in: "tools-captures").filter({ $0.hasSuffix(".pcap") })
    {
      var short = HeaderBatch()
      var long = HeaderBatch()
      ReferenceCaptures.forEachFrame(of: path) { bytes, frame, linkType in
        let length = Int(frame.capturedLength)
        guard linkType == .ethernet, length >= 14, bytes.uint16(at: frame.offset + 12) == 0x0800
        else { return }
        short.removeAll()
        long.removeAll()
        _ = short.append(
          bytes,
          at: frame.offset,
          length: length,
          originalLength: Int(frame.originalLength),
          linkType: .ethernet,
          timestamp: frame.timestamp,
          mark: 1
        )
        _ = long.append(
          bytes,
          at: frame.offset + 14,
          length: length - 14,
          originalLength: Int(frame.originalLength) - 14,
          linkType: .ipv4,
          timestamp: frame.timestamp,
          mark: 1
        )
        compared += 1
        guard short.tcpCount == long.tcpCount, short.otherCount == long.otherCount else {
          faults.append("\(path): sections")
          return
        }
        guard short.count == 1 else { return }
        let place = short.tcpCount == 1 ? 0 : 255
        let isUDP = short.value(.shape, at: place) >> 16 & 0xFF == 17
        for number in 0..<HeaderField.count {
          let field = HeaderField(rawValue: number)
          let isPayload = (HeaderField.payload0.rawValue...HeaderField.payload12.rawValue)
            .contains(number)
          guard isUDP || !isPayload else { continue }
          if short.value(field, at: place) != long.value(field, at: place) {
            faults.append("\(path): column \(number)")
          }
        }
      }
    }
    #expect(faults == [])
    #expect(compared > 10_000)
  }
}
