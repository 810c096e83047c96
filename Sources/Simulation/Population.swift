/// Sources that behave alike: what they send, to which sensors, how often.
public struct Population: Hashable, Sendable {
  /// A share of hosts that stay for a time.
  public struct Lifetime: Hashable, Sendable {
    /// How long a host stays.
    ///
    /// Unit: hours, at least 1.
    public var hours: Int
    /// The share of new hosts that stay so long, relative to the other lifetimes'.
    public var weight: Double
  }

  /// A rate to one sensor.
  public struct Rate: Hashable, Sendable {
    /// What is sent.
    public var traffic: Traffic
    /// The mean over the days without a rise.
    ///
    /// Unit: packets a sensor-day.
    public var packetsPerDay: Double
  }

  /// The name, once in a scenario.
  public var name: String
  /// The organisation that says it sends this, if one does.
  public var organisation: String?
  /// Whose headers the packets carry.
  public var headers: HeaderStyle
  /// How many hosts there are at any time.
  public var sourceCount: Int
  /// Where hosts live.
  public var space: SourceSpace
  /// How long hosts stay; empty where they stay for the whole period.
  public var lifetimes: [Lifetime]
  /// Whether one source visits every sensor in the same hour, as a scan of the whole Internet does.
  public var sweeps: Bool
  /// What each sensor of the scenario gets, in the scenario's order of sensors.
  public var rates: [[Rate]]
  /// The factor on the rates in each hour of the day in UTC; their mean is 1.
  public var hourlyFactors: [Double]
  /// The ports whose service answers, for backscatter.
  public var victimPorts: [UInt16]
}
