/// Where the centre listens, and what it bears.
public struct CentreSettings: Hashable, Sendable {
  /// A host name or address and a port; port 0 takes a free one.
  public struct Address: Hashable, Sendable {
    /// The name or address.
    public var host: String
    /// The port.
    public var port: Int

    /// An address.
    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }

    /// The address in a text, `host:port` or `[address]:port`; nil for any other.
    ///
    /// - Parameter text: The text.
    public init?(_ text: String) {
      guard let colon = text.lastIndex(of: ":"),
        let port = UInt16(text[text.index(after: colon)...])
      else { return nil }
      var host = text[..<colon]
      if host.hasPrefix("["), host.hasSuffix("]") {
        host = host.dropFirst().dropLast()
      } else if host.contains(":") {
        return nil
      }
      guard !host.isEmpty else { return nil }
      self.init(host: String(host), port: Int(port))
    }
  }

  /// Where sensors reach it, with TLS.
  public var listen: Address
  /// Where health and metrics are asked for, without TLS; nil for nowhere.
  public var health: Address?
  /// The names and addresses in the server's certificate.
  public var names: [String]
  /// What the receiver bears.
  public var limits = ReceiverLimits()
  /// How long rows wait for others before they go into the store.
  ///
  /// Unit: nanoseconds.
  public var insertWait: Int64 = 5_000_000_000

  /// A centre.
  public init(listen: Address, health: Address?, names: [String]) {
    self.listen = listen
    self.health = health
    self.names = names
  }
}
