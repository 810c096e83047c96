import RealModule

/// How much of a scan of the whole Internet a network of sensors catches
/// (docs/definitions/ScanExposure.md).
///
/// It holds for sources whose targets are uniform over all IPv4 addresses, each drawn by itself.
public struct ScanExposure: Hashable, Sendable, Codable {
  /// How many addresses a scan draws from.
  private static let targets = 0x1p32

  /// For how long addresses listened, all together.
  ///
  /// Unit: seconds of one address.
  public let addressSeconds: Double

  /// The exposure of addresses that listened so long all together; below 0 is 0.
  public init(addressSeconds: Double) {
    self.addressSeconds = max(0, addressSeconds)
  }

  /// The exposure of some addresses that listened all the time.
  public init(addresses: Int, seconds: Double) {
    self.init(addressSeconds: Double(addresses) * seconds)
  }

  /// How many packets of a source are to be expected.
  ///
  /// - Parameter rate: What the source sends to the whole Internet, in packets a second.
  /// - Returns: Packets, over the whole time.
  public func expectedPackets(atRate rate: Double) -> Double {
    rate * addressSeconds / Self.targets
  }

  /// How probably a source is seen at all: 1 - exp(-r n T / 2^32).
  ///
  /// - Parameter rate: What the source sends to the whole Internet, in packets a second.
  /// - Returns: A probability.
  public func probabilityOfSeeing(rate: Double) -> Double {
    -Double.expMinusOne(-expectedPackets(atRate: rate))
  }

  /// What a source sends to the whole Internet when so many packets are to be expected of it.
  ///
  /// - Returns: Packets a second, nil when nobody listened.
  public func rate(ofExpectedPackets packets: Double) -> Double? {
    addressSeconds > 0 ? packets * Self.targets / addressSeconds : nil
  }

  /// How long a source has to be silent before it is gone: ln(1 / chance) 2^32 / (n r).
  ///
  /// - Parameters:
  ///   - addresses: How many addresses listen.
  ///   - rate: What the source sends to the whole Internet, in packets a second.
  ///   - chance: How probably a source that still scans is silent for so long. Range: 0..<1,
  ///     without 0.
  /// - Returns: Seconds, nil where no time is long enough.
  public static func sessionTimeout(addresses: Int, rate: Double, chance: Double) -> Double? {
    guard addresses > 0, rate > 0, chance > 0, chance < 1 else { return nil }
    return -Double.log(chance) * targets / (Double(addresses) * rate)
  }
}
