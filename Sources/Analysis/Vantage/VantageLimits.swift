/// By how much the vantage lens wants a thing to be shown: data, with the reason of each.
public struct VantageLimits: Hashable, Sendable, Codable {
  /// An adjusted probability by chance of at most this is a finding.
  public var significance = 0.05
  /// A sensor takes part in a test when it listened for at least this part of the subject's days.
  ///
  /// One that listened less and heard nothing shows little.
  public var fewestCoverage = 0.5
  /// What was heard at fewer sensors than these, and only there, must have come on more days.
  ///
  /// Packets of one scan to one address are one event, however many they are.
  public var fewestSensors = 2
  /// On so many days must a subject have been heard that was heard at fewer sensors.
  public var fewestDays = 7
  /// How sensors scatter around the mean of their rates: the k of a negative binomial distribution.
  ///
  /// 0.5 is a standard deviation of 1.4 times the mean, beside that of counting; it is assumed, and
  /// on the careful side: the less it is, the more packets must be missing before silence is told.
  public var dispersion = 0.5
  /// Up to so many arrangements of sensors are gone through one by one.
  public var exactArrangements = 20_000
  /// Else so many are drawn.
  public var drawnArrangements = 4_999
  /// Drawing ends when so many arrangements are at least as uneven as what was heard.
  public var unevenEnough = 50

  private enum CodingKeys: String, CodingKey {
    case significance, dispersion
    case fewestCoverage = "fewest_coverage"
    case fewestSensors = "fewest_sensors"
    case fewestDays = "fewest_days"
    case exactArrangements = "exact_arrangements"
    case drawnArrangements = "drawn_arrangements"
    case unevenEnough = "uneven_enough"
  }

  /// The usual limits.
  public init() {}
}
