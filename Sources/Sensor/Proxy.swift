import FoundationEssentials

/// An HTTP proxy by which the centre is reached: `proxy.example.net:3128`, with a user where it asks for one.
public struct Proxy: Hashable, Sendable {
  /// Where it is.
  public let place: HostPort
  /// What it is told of who we are (RFC 7617 §2), nil where nobody is named.
  let authorization: String?

  /// The proxy that a text names, nil for any other text.
  ///
  /// `http://` may stand in front. `USER:PASSWORD@` in front of the host is written as in every address of
  /// this kind (RFC 3986 §3.2.1): a character that means something there as `%` and two digits.
  public init?(_ text: String) {
    var rest = text[...]
    if rest.hasPrefix("http://") { rest = rest.dropFirst(7) }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    var authorization: String?
    if let at = rest.lastIndex(of: "@") {
      let login = rest[..<at]
      guard let colon = login.firstIndex(of: ":"),
        let user = Self.decoded(login[..<colon]),
        let password = Self.decoded(login[login.index(after: colon)...]),
        !user.isEmpty, !user.contains(":")
      else { return nil }
      let bytes = Data("\(user):\(password)".utf8)
      authorization = "Basic \(bytes.base64EncodedString())"
      rest = rest[rest.index(after: at)...]
    }
    guard let place = HostPort(rest) else { return nil }
    self.place = place
    self.authorization = authorization
  }

  /// A text without its percent-encoding (RFC 3986 §2.1), nil where a `%` has no two digits or the bytes are no UTF-8.
  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let character = rest.popFirst() {
      guard character == "%" else {
        bytes += Array(String(character).utf8)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, digits.allSatisfy(\.isHexDigit), let byte = UInt8(digits, radix: 16)
      else { return nil }
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

extension Proxy: CustomStringConvertible {
  /// Where it is; never a password.
  public var description: String { place.description }
}
