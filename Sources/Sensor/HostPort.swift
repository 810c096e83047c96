import Wire

/// A host's name or address with its port: `centre.example.net:8443`, `[2001:db8::1]:8443`.
public struct HostPort: Hashable, Sendable {
  /// The host's name, or its address without brackets.
  public let host: String
  /// The TCP port.
  public let port: Int

  /// The host and port that a text names, nil for any other text.
  public init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 300, let colon = text.lastIndex(of: ":"),
      let port = UInt16(text[text.index(after: colon)...]), port > 0
    else { return nil }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      guard IPv6Address(host) != nil else { return nil }
    } else {
      guard !host.isEmpty, !host.hasPrefix("-"), host.utf8.allSatisfy(Self.isOfName) else {
        return nil
      }
    }
    self.host = host
    self.port = Int(port)
  }

  /// Whether the host is given by its address.
  public var isAddress: Bool { IPAddress(host) != nil }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension HostPort: CustomStringConvertible {
  /// The host and port as they are read.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
