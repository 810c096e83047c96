import Schema
import Wire

@testable import Fingerprint

/// Builds Ethernet frames whose header values are those that rules look at.
///
/// They go from 198.51.100.7 to 203.0.113.9, which is 0xCB007109.
enum ProbeFrame {
  static let destination: UInt32 = 0xCB00_7109

  static func number(_ value: UInt16) -> [UInt8] {
    [UInt8(value >> 8), UInt8(truncatingIfNeeded: value)]
  }

  static func number(_ value: UInt32) -> [UInt8] {
    number(UInt16(value >> 16)) + number(UInt16(truncatingIfNeeded: value))
  }

  static func ipv4(
    _ protocol: IPProtocol,
    _ payload: [UInt8],
    identification: UInt16 = 0x1234,
    timeToLive: UInt8 = 57,
    fragmentation: UInt16 = 0x4000
  ) -> [UInt8] {
    [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 8, 0, 0x45, 0] + number(UInt16(20 + payload.count))
      + number(identification) + number(fragmentation) + [timeToLive, `protocol`.rawValue, 0, 0]
      + [198, 51, 100, 7] + number(destination) + payload
  }

  static func ipv6(_ protocol: IPProtocol, _ payload: [UInt8]) -> [UInt8] {
    let address: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7]
    return [2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2, 0x86, 0xDD, 0x60, 0, 0, 0]
      + number(UInt16(payload.count)) + [`protocol`.rawValue, 57] + address + address + payload
  }

  static func tcp(
    from source: UInt16 = 40000,
    to target: UInt16 = 80,
    sequence: UInt32 = 0xDEAD_BEEF,
    flags: UInt16 = 0x002,
    window: UInt16 = 64240,
    options: [UInt8] = []
  ) -> [UInt8] {
    number(source) + number(target) + number(sequence) + number(UInt32(0))
      + number(UInt16(5 + options.count / 4) << 12 | flags) + number(window) + [0, 0, 0, 0]
      + options
  }

  static func udp(
    from source: UInt16 = 40000,
    to target: UInt16 = 33333,
    _ payload: [UInt8]
  ) -> [UInt8] {
    number(source) + number(target) + number(UInt16(8 + payload.count)) + [0, 0] + payload
  }

  static func icmp(_ type: UInt8, _ code: UInt8 = 0) -> [UInt8] { [type, code, 0, 0, 0, 1, 0, 2] }

  /// Maximum segment size.
  static func size(_ value: UInt16) -> [UInt8] { [2, 4] + number(value) }

  /// What Windows and ZMap since 4.1.0 send: 2-1-3-1-1-4.
  static func windows(size value: UInt16 = 1460, scale: UInt8 = 8) -> [UInt8] {
    size(value) + [1, 3, 3, scale, 1, 1, 4, 2]
  }
}

/// What a set of rules says of one packet.
struct Verdict: Equatable {
  var strong: [String] = []
  var weak: [String] = []
  var trafficClass: TrafficClass?

  /// The rules that one frame matches by name; rules about constants of a run are left out.
  init(_ frame: [UInt8], on day: String = "2024-07-15", length: Int? = nil, by rules: RuleSet) {
    var batch = HeaderBatch()
    _ = unsafe batch.append(
      frame.span.bytes,
      at: 0,
      length: length ?? frame.count,
      originalLength: frame.count,
      linkType: .ethernet,
      timestamp: CivilDay(day)?.start ?? .min,
      mark: 0
    )
    var matches = RuleMatches(for: rules)
    rules.match(batch, times: batch.timeBounds, into: &matches)
    for (index, rule) in rules.rules.enumerated() where !rules.constants.contains(index) {
      if matches.strong[index].count == 1, rule.isTag { strong.append(rule.id) }
      if matches.weak[index].count == 1 { weak.append(rule.id) }
    }
    let classes = TrafficClass.allCases.filter {
      matches.classes[Int($0.rawValue)].count == 1
    }
    trafficClass = classes.count == 1 ? classes[0] : nil
  }
}
