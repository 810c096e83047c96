import Schema
import Wire

/// A value by which packets are told apart, in SQL and for people.
struct ActivityKey {
  let kind: ActivityKind

  /// The value of a row as text, in SQL; a row of several tags has several.
  var expression: String {
    switch kind {
    case .label: "toString(\(PortLabel.expression))"
    case .region: "hex(region)"
    case .network: "toString(network)"
    case .tag: "toString(arrayJoin(tags))"
    case .stack: "toString(stack)"
    case .sensor: "toString(sensor)"
    case .source: "hex(source)"
    case .prefix:
      // Of an IPv4-mapped address the first 15 bytes, of any other the first six.
      """
      if(substring(hex(source), 1, 24) = '00000000000000000000FFFF', \
      substring(hex(source), 1, 30), substring(hex(source), 1, 12))
      """
    }
  }

  /// Which rows have a value.
  var condition: String? {
    switch kind {
    case .stack: "stack != ''"
    case .tag: "notEmpty(tags)"
    default: nil
    }
  }

  /// What has to be known of packets.
  var detail: RowDetail { kind == .stack ? .stacks : .sources }

  /// The value as people write it; nil where an answer holds something else.
  func name(_ text: String) -> String? {
    switch kind {
    case .label: return UInt32(text).map { PortLabel(rawValue: $0).description }
    case .region: return UInt16(text, radix: 16).map { Region(rawValue: $0).description }
    case .network: return UInt32(text).map { $0 == 0 ? "unknown" : "AS\($0)" }
    case .tag, .stack, .sensor: return text
    case .source: return Self.address(text).map { "\($0)" }
    case .prefix:
      guard (1...32).contains(text.count), let address = Self.address(text) else { return nil }
      let length = if case .v4 = address { 24 } else { 48 }
      return IPPrefix(address, length: length)?.description
    }
  }

  /// The address whose first bytes a text has in hexadecimal; the others are zero.
  private static func address(_ text: String) -> IPAddress? {
    guard text.count <= 32,
      let number = UInt128(text + String(repeating: "0", count: 32 - text.count), radix: 16)
    else { return nil }
    let address = IPv6Address(rawValue: number)
    return address.mappedIPv4.map(IPAddress.v4) ?? .v6(address)
  }
}
