public import Wire

/// An end of the sensor's own connections: the centre, or the proxy in front of it.
public struct CapturePeer: Hashable, Sendable {
  /// Its address.
  public var address: IPAddress
  /// Its TCP port.
  public var port: UInt16

  /// An end of a connection.
  public init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}
