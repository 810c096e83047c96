public import Collector
public import Wire

/// Where the dashboard is, and what it bears.
public struct WebSettings: Hashable, Sendable {
  /// The files of a certificate.
  public struct Certificate: Hashable, Sendable {
    /// The certificate and those behind it, in PEM form.
    public var chain: String
    /// Its key, in PEM form.
    public var key: String

    /// The files of a certificate and its key.
    public init(chain: String, key: String) {
      self.chain = chain
      self.key = key
    }
  }

  /// Where it listens.
  public var address: CentreSettings.Address
  /// The certificate with which it encrypts; nil for plain HTTP, on loopback or behind a proxy that encrypts.
  public var certificate: Certificate?
  /// The address that readers type, `https://monitor.example.net`, where a proxy stands before it.
  public var origin: String?
  /// The proxies whose `X-Forwarded-For` is believed.
  public var proxies: [IPPrefix] = []
  /// How many requests a minute a reader may make, a fifth of them at once; 0 for no bound.
  public var requestsPerMinute = 600
  /// The provider through which people may sign in besides; nil for passwords only.
  public var openID: OpenIDSettings?
  /// The most connections at once.
  public var connections = 512
  /// After so many seconds without a byte a connection is closed.
  public var idle: Int64 = 30
  /// In so many seconds the body of a request is there.
  public var patience: Int64 = 10
  /// The most bytes of a form.
  public var longestForm = 8192
  /// The most bytes of a query in SQL.
  public var longestQuery = 65_536

  /// A dashboard at an address.
  ///
  /// - Parameters:
  ///   - address: Where it listens.
  ///   - certificate: With what it encrypts.
  ///   - origin: What readers type, where that is another address.
  /// - Throws: `WebError` where passwords would go through a network in the clear, or the origin is none.
  public init(
    address: CentreSettings.Address,
    certificate: Certificate? = nil,
    origin: String? = nil
  ) throws(WebError) {
    self.address = address
    self.certificate = certificate
    self.origin = origin
    if let origin {
      let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
      let isOrigin =
        parts.count == 3 && (parts[0] == "http:" || parts[0] == "https:") && parts[1].isEmpty
        && !parts[2].isEmpty && origin.utf8.allSatisfy { $0 > 32 && $0 < 127 }
      guard isOrigin else {
        throw WebError(
          400,
          place: origin,
          problem: "this is no address of a site",
          remedy: "write https://monitor.example.net"
        )
      }
    }
    guard isSecure || Self.isLoopback(address.host) else {
      throw WebError(
        400,
        place: "\(address.host):\(address.port)",
        problem: "passwords would cross the network in the clear",
        remedy: "name a certificate and its key, or a proxy that encrypts by its https address, or "
          + "stay on 127.0.0.1"
      )
    }
  }

  /// Whether readers reach it through TLS.
  public var isSecure: Bool { certificate != nil || origin?.hasPrefix("https:") == true }

  /// What readers type.
  ///
  /// - Parameter port: The port at which it listens.
  /// - Returns: The address without a path.
  public func link(port: Int) -> String {
    if let origin { return origin }
    let host = address.host.contains(":") ? "[\(address.host)]" : address.host
    return "\(certificate == nil ? "http" : "https")://\(host):\(port)"
  }

  /// Whether a host is this machine.
  static func isLoopback(_ host: String) -> Bool {
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return host == "localhost" || host == "::1"
      || numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }
}
