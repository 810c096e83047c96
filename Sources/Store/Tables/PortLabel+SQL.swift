public import Schema
import Wire

/// Port labels in SQL.
extension PortLabel {
  /// The label of a row of `packets` or `daily` as `PortLabel.rawValue`: group and rank by it.
  ///
  /// Rows without ports go by their protocol, ICMPv6 as ICMP, so that TCP and UDP whose ports were
  /// cut off are `TCP` and `UDP` and never a guessed port 0.
  public static let expression = """
    multiIf(has_ports = 0, toUInt32(131072 + if(protocol = 58, 1, protocol)), \
    protocol = 17, toUInt32(65536 + target_port), toUInt32(target_port))
    """

  /// The order of ties of a label's number, as `<` has it: lower port first, TCP before UDP, protocols last.
  static func tieOrder(_ number: String) -> String {
    "if(\(number) >= 131072, \(number), \(number) % 65536 * 2 + intDiv(\(number), 65536))"
  }

  /// The label of a number that is ordered so; nil where no label has it.
  init?(tieOrder number: UInt64) {
    let label = number >= 131_072 ? number : number / 2 + number % 2 * 65_536
    guard let label = UInt32(exactly: label) else { return nil }
    self.init(rawValue: label)
  }

  /// The condition under which a row has one of some labels.
  static func condition(_ labels: [PortLabel]) -> String {
    func numbers(_ kind: UInt32) -> String? {
      let low = Set(labels.filter { $0.rawValue >> 16 == kind }.map { $0.rawValue & 0xFFFF })
      return low.isEmpty ? nil : low.sorted().map { String($0) }.joined(separator: ", ")
    }
    var parts: [String] = []
    if let ports = numbers(0) {
      parts.append("(protocol = 6 AND has_ports = 1 AND target_port IN (\(ports)))")
    }
    if let ports = numbers(1) {
      parts.append("(protocol = 17 AND has_ports = 1 AND target_port IN (\(ports)))")
    }
    if var protocols = numbers(2) {
      if labels.contains(.icmp) { protocols += ", 58" }
      parts.append("(has_ports = 0 AND protocol IN (\(protocols)))")
    }
    return parts.joined(separator: " OR ")
  }
}
