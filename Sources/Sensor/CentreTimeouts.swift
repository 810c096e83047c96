/// How long the sensor waits for the centre.
public struct CentreTimeouts: Hashable, Sendable {
  /// For a connection of TCP.
  public var connect = Duration.seconds(10)
  /// For the proxy's answer and for the handshake of TLS, each.
  public var handshake = Duration.seconds(20)
  /// For the next byte in either direction.
  public var idle = Duration.seconds(60)
  /// For a request with its answer; what the bandwidth limit asks for comes on top.
  public var whole = Duration.seconds(600)

  /// The usual times.
  public init() {}
}
