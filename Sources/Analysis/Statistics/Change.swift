/// Growth or fall of packets per sensor-day against an earlier period (docs/definitions/Change.md).
public struct Change: Hashable, Sendable, Codable {
  /// What one sensor received in the two periods.
  public struct Pair: Hashable, Sendable {
    /// The earlier period.
    public var earlier: Exposure
    /// The later period.
    public var later: Exposure

    /// A sensor's packets and time.
    public init(earlier: Exposure, later: Exposure) {
      self.earlier = earlier
      self.later = later
    }
  }

  /// What can be said.
  public enum Kind: String, Hashable, Sendable, Codable {
    /// A clear rise.
    case rise
    /// A clear fall.
    case fall
    /// The difference is no larger than chance, or there are too few sensors and weeks to tell.
    case unclear
    /// Nothing earlier, something later.
    case appeared
    /// Something earlier, nothing later.
    case vanished
    /// Nothing in either period.
    case absent
    /// No sensor listened in both periods.
    case unknown
  }

  /// By what the interval is borne.
  public enum Basis: String, Hashable, Sendable, Codable {
    /// By how the sensors differ in their change.
    case sensors
    /// By how the weeks of the only sensor differ.
    case weeks
  }

  /// Sensors and weeks that listened less say too little to count.
  ///
  /// Unit: days of 24 hours.
  public static var fewestDays: Double { 1 }
  /// A change is clear where its adjusted probability by chance is at most this.
  public static var significance: Double { 0.05 }

  /// What can be said.
  public private(set) var kind: Kind
  /// Sensors that listened in both periods.
  public let sensorsCompared: Int
  /// The mean of their rates in the earlier period; nil where there are none.
  ///
  /// Unit: packets per sensor-day.
  public var earlierRate: Double?
  /// The mean of their rates in the later period; nil where there are none.
  ///
  /// Unit: packets per sensor-day.
  public var laterRate: Double?
  /// The later rate divided by the earlier one, with its interval; nil where none can be told.
  public var estimate: Estimate?
  /// By what the interval is borne; nil where there is none.
  public let basis: Basis?
  /// The probability of such a ratio by chance; nil where there is no interval.
  public let probability: Double?
  /// The same after correction for all changes that were looked at together.
  public private(set) var adjusted: Double?

  private enum CodingKeys: String, CodingKey {
    case kind, estimate, basis, probability, adjusted
    case sensorsCompared = "sensors_compared"
    case earlierRate = "earlier_rate"
    case laterRate = "later_rate"
  }

  /// The ratio of the rates, with or without an interval; nil where there was nothing earlier.
  public var ratio: Double? {
    guard let earlierRate, let laterRate, earlierRate > 0 else { return nil }
    return laterRate / earlierRate
  }

  /// Whether it is a clear rise or fall.
  public var isClear: Bool { kind == .rise || kind == .fall }

  /// The change over some sensors.
  ///
  /// - Parameters:
  ///   - sensors: What each sensor received.
  ///   - earlierWeeks: The weeks of the earlier period, which count when there is one sensor.
  ///   - laterWeeks: The weeks of the later period.
  ///   - coverage: What the later period rests on.
  public init(
    _ sensors: [Pair],
    earlierWeeks: [Exposure] = [],
    laterWeeks: [Exposure] = [],
    coverage: NumberCoverage
  ) {
    let compared = sensors.filter { Self.isEnough($0.earlier) && Self.isEnough($0.later) }
    sensorsCompared = compared.count
    earlierRate = Self.mean(compared.map(\.earlier))
    laterRate = Self.mean(compared.map(\.later))
    let found: RateRatio?
    if compared.count > 1 {
      found = RateRatio(paired: compared.map { (above: $0.later, below: $0.earlier) })
      basis = found.map { _ in .sensors }
    } else if compared.count == 1 {
      found = RateRatio(
        above: laterWeeks.filter(Self.isEnough),
        below: earlierWeeks.filter(Self.isEnough)
      )
      basis = found.map { _ in .weeks }
    } else {
      found = nil
      basis = nil
    }
    let method = basis.map { "Change:\($0.rawValue)" } ?? "Change"
    estimate = found.map { $0.estimate(method: method, coverage: coverage) }
    probability = found?.probability
    adjusted = probability
    kind = .unknown
    kind = currentKind
  }

  /// Changes that were looked at together, corrected for their number.
  ///
  /// Complexity: O(n log n).
  public static func adjusted(_ changes: [Change]) -> [Change] {
    var changes = changes
    let tested = changes.indices.filter { changes[$0].probability != nil }
    let discovery = FalseDiscovery(tested.compactMap { changes[$0].probability })
    for (index, value) in zip(tested, discovery.adjusted) {
      changes[index].adjusted = value
      changes[index].kind = changes[index].currentKind
    }
    return changes
  }

  private var currentKind: Kind {
    guard let earlierRate, let laterRate else { return .unknown }
    switch (earlierRate > 0, laterRate > 0) {
    case (false, false): return .absent
    case (false, true): return .appeared
    case (true, false): return .vanished
    case (true, true):
      guard let estimate, let adjusted, adjusted <= Self.significance else { return .unclear }
      return estimate.value > 1 ? .rise : .fall
    }
  }

  private static func isEnough(_ exposure: Exposure) -> Bool {
    exposure.days.isFinite && exposure.days >= fewestDays
  }

  private static func mean(_ exposures: [Exposure]) -> Double? {
    let rates = exposures.compactMap(\.rate)
    return rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
  }
}
