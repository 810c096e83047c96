/// What a packet is, in the four words of a report (docs/definitions/TrafficClass.md).
public struct TrafficClass: RawRepresentable, Hashable, Sendable, CaseIterable {
  /// The class as a number.
  ///
  /// Range: 0..<4 for the classes of this version.
  public var rawValue: UInt8

  /// The class of a number.
  @inlinable
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// A probe: somebody looks for something.
  public static let scan = TrafficClass(rawValue: 0)
  /// An answer to a packet that somebody sent with our address as its forged source.
  public static let backscatter = TrafficClass(rawValue: 1)
  /// A request to a reflector, whose source is the victim's forged address.
  public static let amplificationRequest = TrafficClass(rawValue: 2)
  /// None of these.
  public static let other = TrafficClass(rawValue: 3)

  /// All classes in the order of their numbers.
  public static let allCases = [scan, backscatter, amplificationRequest, other]

  /// The class of a name as rules and tables write it, nil for any other text.
  public init?(_ name: some StringProtocol) {
    guard let found = Self.allCases.first(where: { $0.description == name }) else { return nil }
    self = found
  }
}

extension TrafficClass: CustomStringConvertible {
  /// The name: `scan`, `backscatter`, `amplification-request`, `other`.
  public var description: String {
    switch self {
    case .scan: "scan"
    case .backscatter: "backscatter"
    case .amplificationRequest: "amplification-request"
    default: "other"
    }
  }
}
