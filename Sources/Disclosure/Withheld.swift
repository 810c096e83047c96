/// What the gate took out of a statistic or made coarser, and why.
public struct Withheld: Hashable, Sendable, Codable {
  /// The rule that was applied.
  public enum Reason: String, Hashable, Sendable, Codable {
    /// Fewer sensors bear it than the policy asks for.
    case fewSensors = "few_sensors"
    /// Fewer sources bear it than the policy asks for.
    case fewSources = "few_sources"
    /// It counts so little that the packets of one marked probe could be seen in it.
    case smallCount = "small_count"
    /// Without it, a cell that is withheld could be computed from the total.
    case complement
    /// Its days are younger than the policy's delay.
    case recent
    /// The period is shorter than tables of single sensors need.
    case shortPeriod = "short_period"
    /// The counts of single sensors that would show whether it is safe were not at hand.
    case notJudged = "not_judged"
    /// Values are means over more than a day.
    case coarser
    /// It would show when a sensor was down.
    case outage
    /// It says that something was not heard somewhere, which one packet changes.
    case absenceClaim = "absence_claim"
    /// It names the network of a sensor, or a source.
    case place
  }

  /// The key of the statistic in the report's facts: `mirai_hosts`.
  public var statistic: String
  /// Why.
  public var reason: Reason
  /// Over what each value of a line is a mean; nil where it is no line.
  public var step: TimeStep?

  /// A note about a statistic.
  public init(_ statistic: String, _ reason: Reason, step: TimeStep? = nil) {
    self.statistic = statistic
    self.reason = reason
    self.step = step
  }
}
