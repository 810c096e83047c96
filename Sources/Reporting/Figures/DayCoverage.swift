/// How much was observed on a day: a cell of the strip under a time series.
public struct DayCoverage: Hashable, Sendable {
  /// What the strip shows.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// All known sensors listened all day, as far as matters.
    case full
    /// Some listened, or all for a part of the day.
    case partial
    /// None listened.
    case none
  }

  /// The share of the time from which a day counts as whole: a restart of minutes is not drawn.
  public static let whole = 0.99

  /// Sensors that listened at some time of the day.
  public var sensors: Int
  /// Sensors that belong to the population, listening or not.
  public var knownSensors: Int
  /// The share of the known sensors' time in which they listened.
  ///
  /// Range: 0...1.
  public var listened: Double
  /// Packets that are known to have been lost.
  public var lostPackets: UInt64

  /// How much was observed on a day.
  ///
  /// - Parameters:
  ///   - sensors: Sensors that listened at some time of the day.
  ///   - knownSensors: Sensors that belong to the population.
  ///   - listened: The share of their time, nil when those that listened did so all day.
  ///   - lostPackets: Packets that are known to have been lost.
  public init(
    sensors: Int,
    knownSensors: Int,
    listened: Double? = nil,
    lostPackets: UInt64 = 0
  ) {
    self.sensors = sensors
    self.knownSensors = knownSensors
    self.listened = listened ?? (knownSensors > 0 ? Double(sensors) / Double(knownSensors) : 0)
    self.lostPackets = lostPackets
  }

  /// What the strip shows.
  public var state: State {
    if sensors <= 0 || !(listened > 0) { return .none }
    return listened >= Self.whole ? .full : .partial
  }
}
