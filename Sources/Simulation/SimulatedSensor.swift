public import Schema
public import Wire

/// A sensor of a scenario.
public struct SimulatedSensor: Hashable, Sendable {
  /// The name, once in a scenario; that of the capture's interface.
  public var name: String
  /// The one address it listens at.
  public var address: IPv4Address
  /// Where it stands.
  public var country: Region
  /// Whether it stands in the scenario's home country.
  public var isDomestic: Bool
  /// The days it was up, counted from the period's first.
  public var days: Range<Int>

  /// `domestic` or `overseas`.
  public var group: String { isDomestic ? "domestic" : "overseas" }
}
