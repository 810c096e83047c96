/// An autonomous system (RFC 4271 §1.1): the network that announces an address.
public struct Network: Hashable, Sendable {
  /// The autonomous system number, 0 when unknown (RFC 7607 reserves 0).
  public var number: UInt32
  /// The name that the data gives the network, empty when unknown.
  public var name: String

  /// The network of an address that no source covers.
  public static let unknown = Network(number: 0, name: "")

  /// A network by number and name.
  public init(number: UInt32, name: String) {
    self.number = number
    self.name = name
  }
}

extension Network: CustomStringConvertible {
  /// `AS64500 EXAMPLE-NET`, or `unknown`.
  public var description: String {
    guard number != 0 else { return "unknown" }
    return name.isEmpty ? "AS\(number)" : "AS\(number) \(name)"
  }
}
