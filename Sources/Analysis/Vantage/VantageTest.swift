/// A test of whether two groups of sensors heard a subject alike.
public struct VantageTest: Hashable, Sendable, Codable {
  /// How it was made.
  public enum Method: String, Hashable, Sendable, Codable {
    /// Ranks of the sensors' rates, under every arrangement of the sensors into such groups.
    case everyArrangement = "every_arrangement"
    /// The same, under arrangements that were drawn.
    case drawnArrangements = "drawn_arrangements"
    /// The weeks in which one group heard more than the other (sign test).
    case weeks
  }

  /// How it was made.
  public var method: Method
  /// The probability of a difference at least so large by chance, two-sided.
  public var probability: Double
  /// The same after correction for all subjects that were tested together.
  public var adjusted: Double
  /// The least probability that the test could have given with so few sensors or weeks.
  public var least: Double
  /// Sensors of the first group, or weeks in which it heard more.
  public var first: Int
  /// Sensors of the second group, or weeks in which it heard more.
  public var second: Int
  /// Whether the first group is the one that heard more; nil where neither is.
  public var firstIsHigher: Bool?

  private enum CodingKeys: String, CodingKey {
    case method, probability, adjusted, least, first, second
    case firstIsHigher = "first_is_higher"
  }
}
