import Foundation

/// The address of a ClickHouse server, without its password.
public struct ServerLocation: Hashable, Sendable {
  /// Whether the connection is encrypted (`https`).
  public var isEncrypted: Bool
  /// A name or an address; an IPv6 address stands without brackets.
  public var host: String
  /// The port of the HTTP interface.
  public var port: Int
  /// Who asks; `default` where the location names nobody.
  public var user: String
  /// The database that holds the tables.
  public var database: String
  /// The cluster over which the tables are spread, nil on one server.
  public var cluster: String?

  /// Reads `http://user@host:8123/database?cluster=name`; all but scheme and host may be left out.
  ///
  /// The default ports are ClickHouse's, 8123 and 8443. A password in the location is refused: locations stand
  /// in process lists, in shells' histories and in logs.
  public init(parsing text: String) throws(StoreError) {
    let shown = Self.withoutPassword(text)
    func refused(_ problem: String, _ remedy: String) -> StoreError {
      StoreError(kind: .configuration, place: shown, problem: problem, remedy: remedy)
    }
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty else {
      throw refused("this is no location", "write http://user@host:8123/database")
    }
    guard parts.password == nil else {
      throw refused(
        "a location holds no password",
        "put the password into HIRUNDO_STORE_PASSWORD or into a file"
      )
    }
    switch parts.scheme?.lowercased() {
    case "http": isEncrypted = false
    case "https": isEncrypted = true
    default: throw refused("the scheme is not http or https", "write http:// or https://")
    }
    port = parts.port ?? (isEncrypted ? 8443 : 8123)
    guard (1...65535).contains(port) else {
      throw refused("\(port) is no port", "give a port from 1 to 65535")
    }
    self.host =
      host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    user = parts.user.flatMap { $0.isEmpty ? nil : $0 } ?? "default"
    database = parts.path.split(separator: "/").joined(separator: "/")
    if database.isEmpty { database = "hirundo" }
    cluster = nil
    for item in parts.queryItems ?? [] {
      guard item.name == "cluster", let value = item.value else {
        throw refused("\(item.name) is unknown", "only cluster=name may stand behind the ?")
      }
      cluster = value
    }
    for name in [database, cluster].compactMap(\.self) where !Self.isName(name) {
      throw refused(
        "\(name) is no name of a database or cluster",
        "use letters, digits and underscores, a letter first"
      )
    }
  }

  /// Names stand in statements, so they are plain words.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
    else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }

  /// The text with everything between the user's name and the last `@` in front of the host left out.
  private static func withoutPassword(_ text: String) -> String {
    guard let scheme = text.firstRange(of: "://") else { return text }
    let rest = text[scheme.upperBound...]
    guard let at = rest.lastIndex(of: "@"), let colon = rest[..<at].firstIndex(of: ":") else {
      return text
    }
    return String(text[..<colon] + text[at...])
  }
}

extension ServerLocation: CustomStringConvertible {
  /// The location as it is written, with every default spelled out but the user.
  public var description: String {
    let name = host.contains(":") ? "[\(host)]" : host
    let suffix = cluster.map { "?cluster=\($0)" } ?? ""
    return "\(isEncrypted ? "https" : "http")://\(user)@\(name):\(port)/\(database)\(suffix)"
  }
}
