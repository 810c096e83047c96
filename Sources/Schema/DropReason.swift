public import Wire

/// Why a frame was not counted as a packet.
///
/// Every discarded frame has exactly one.
public struct DropReason: RawRepresentable, Hashable, Sendable {
  /// The reason's name in tables and JSON: `not-ip`, `unknown-link-type`, `ip:invalid-version`.
  public var rawValue: String

  /// The reason of a name.
  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// A frame of another network protocol, such as ARP.
  public static let notIP = DropReason(rawValue: "not-ip")
  /// A frame whose capture time is unknown, so that it belongs to no day.
  public static let noTimestamp = DropReason(rawValue: "no-timestamp")

  /// The reason of a frame without a readable network header.
  ///
  /// - Parameter anomaly: The first fault, nil when the frame is sound but not IP.
  public init(_ anomaly: Anomaly?) {
    guard let anomaly else {
      self = .notIP
      return
    }
    rawValue =
      anomaly.rule == .unknownLinkType
      ? "unknown-link-type" : "\(anomaly.layer):\(anomaly.rule.rawValue)"
  }
}

extension DropReason: CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }
}
