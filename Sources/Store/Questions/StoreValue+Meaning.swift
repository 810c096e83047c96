import Schema
import Wire

/// What values of an answer mean; nil where they are of another kind.
extension StoreValue {
  /// A count.
  var count: UInt64? { if case .number(let number) = self { number } else { nil } }
  /// An instant in nanoseconds since 1970.
  var instant: Int64? { if case .signed(let instant) = self { instant } else { nil } }
  /// A text.
  var word: String? { if case .text(let text) = self { text } else { nil } }
  /// A day, from its number.
  var day: CivilDay? { count.map { CivilDay(number: Int(clamping: $0)) } }
  /// A label, from its number.
  var label: PortLabel? {
    count.flatMap { UInt32(exactly: $0) }.map(PortLabel.init(rawValue:))
  }

  /// An address, IPv4 where it is mapped.
  var address: IPAddress? {
    guard case .bytes(let bytes) = self, bytes.count == 16 else { return nil }
    let address = IPv6Address(rawValue: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    return address.mappedIPv4.map(IPAddress.v4) ?? .v6(address)
  }

  /// A region, from its letters or zeros.
  var region: Region? {
    guard case .bytes(let bytes) = self, bytes.count == 2 else { return nil }
    return Region(rawValue: UInt16(bytes[0]) << 8 | UInt16(bytes[1]))
  }
}
