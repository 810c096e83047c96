import Hummingbird
import NIOCore
import Wire

/// From which address a request comes: that of the connection, or what a trusted proxy says.
struct ClientAddress: Hashable, Sendable {
  /// The address; nil where the connection has none.
  let address: IPAddress?

  /// The address of a request.
  ///
  /// `X-Forwarded-For` grows at its end with each proxy, so it is read from there, as far as proxies are trusted:
  /// what stands before was written by who asks.
  ///
  /// - Parameters:
  ///   - request: The request.
  ///   - connection: The other end of its connection.
  ///   - proxies: The proxies that are trusted.
  init(_ request: Request, connection: SocketAddress?, proxies: [IPPrefix]) {
    var address = connection?.ipAddress.flatMap { IPAddress($0) }.map(Self.plain)
    let named = HTTPFields.Element.Name("X-Forwarded-For").map { request.headers[values: $0] } ?? []
    var steps = named.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    while let trusted = address, proxies.contains(where: { $0.contains(trusted) }),
      let step = steps.popLast()
    {
      let text = step.drop { $0 == " " }.prefix { $0 != " " }
      guard let next = IPAddress(text).map(Self.plain) else { break }
      address = next
    }
    self.address = address
  }

  /// By what requests are counted together: a reader of IPv6 has a network of 64 bits.
  var spender: RequestBudget.Spender {
    switch address {
    case .v4(let address): .address("\(address)")
    case .v6: .address(address.flatMap { IPPrefix($0, length: 64) }.map { "\($0)" } ?? "")
    case nil: .others
    }
  }

  /// An address of IPv4 that stands in IPv6, as itself.
  private static func plain(_ address: IPAddress) -> IPAddress {
    guard case .v6(let six) = address, six.rawValue >> 32 == 0xFFFF else { return address }
    return .v4(IPv4Address(rawValue: UInt32(truncatingIfNeeded: six.rawValue)))
  }
}

extension IPPrefix {
  /// Whether an address lies in the block.
  fileprivate func contains(_ other: IPAddress) -> Bool {
    IPPrefix(other, length: length)?.address == address
  }
}
