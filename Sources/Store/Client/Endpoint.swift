import Foundation

/// Where requests go: a Unix socket of this machine or a server's HTTP interface.
public struct Endpoint: Hashable, Sendable {
  enum Place: Hashable, Sendable {
    case socket
    case server(ServerLocation)
  }

  /// What kind of place it is.
  let place: Place
  /// The address in front of a request's path.
  let base: String
  /// How the endpoint is called in an error: without user and password.
  let name: String
  /// Whether requests leave the machine's memory, so that compressing them may pay.
  let isRemote: Bool

  /// The socket of an embedded engine; `name` says whose it is.
  public static func socket(path: String, name: String) -> Endpoint {
    let host = path.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    return Endpoint(place: .socket, base: "http+unix://\(host)", name: name, isRemote: false)
  }

  /// A server.
  public static func server(_ location: ServerLocation) -> Endpoint {
    let host = location.host.contains(":") ? "[\(location.host)]" : location.host
    let scheme = location.isEncrypted ? "https" : "http"
    return Endpoint(
      place: .server(location),
      base: "\(scheme)://\(host):\(location.port)",
      name: "\(scheme)://\(host):\(location.port)/\(location.database)",
      isRemote: true
    )
  }
}
