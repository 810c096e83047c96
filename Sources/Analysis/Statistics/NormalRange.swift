/// The range in which a sensor's packets of an hour usually lie (docs/definitions/SensorHealth.md).
public struct NormalRange: Hashable, Sendable {
  /// Fewer hours say nothing.
  public static let fewestHours = 7
  /// How many scales around the median are normal.
  private static let scales = 5.0
  /// What makes the median absolute deviation of normally distributed values their standard deviation.
  private static let consistency = 1.4826

  /// The median.
  public let median: Double
  /// The least that is normal.
  public let lower: Double
  /// The most that is normal.
  public let upper: Double

  /// The range that some hours make, nil where they are too few.
  ///
  /// - Parameter counts: Packets of hours of the same time of day.
  public init?(of counts: [Double]) {
    guard counts.count >= Self.fewestHours else { return nil }
    median = Self.median(of: counts)
    let center = median
    let deviation = Self.median(of: counts.map { ($0 - center).magnitude })
    // Counts vary by their root even when nothing changes (Poisson).
    let scale = max(Self.consistency * deviation, center.squareRoot(), 1)
    lower = max(0, center - Self.scales * scale)
    upper = center + Self.scales * scale
  }

  /// Whether a count is normal.
  public func contains(_ count: Double) -> Bool { (lower...upper).contains(count) }

  private static func median(of values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
