/// What makes a change: a part of the difference between what was observed and what was expected.
public struct Contribution: Hashable, Sendable, Codable {
  /// By what packets are told apart.
  public enum Facet: String, CaseIterable, Hashable, Sendable, Codable {
    /// Source addresses.
    case source
    /// Blocks of source addresses: /24 of IPv4, /48 of IPv6.
    case prefix
    /// Autonomous systems.
    case network
    /// Regions.
    case region
    /// Port labels.
    case label
    /// Tags.
    case tag
    /// Stack fingerprints.
    case stack
    /// Sensors.
    case sensor
  }

  /// By what packets are told apart.
  public var facet: Facet
  /// Which of them: `192.0.2.0/24`, `AS64500`, `BR`, `23/TCP`.
  public var name: String
  /// What was counted of it in the bins of the change.
  public var observed: Double
  /// What of it was expected there, by the days before.
  public var expected: Double
  /// Its part of the whole difference; above 1 where others went the other way.
  public var share: Double

  /// What one value of a facet contributes.
  ///
  /// - Parameters:
  ///   - facet: By what packets are told apart.
  ///   - name: Which of them.
  ///   - observed: What was counted of it.
  ///   - expected: What of it was expected.
  ///   - difference: The observed number of all minus the expected one.
  public init(
    _ facet: Facet,
    _ name: String,
    observed: Double,
    expected: Double,
    of difference: Double
  ) {
    self.facet = facet
    self.name = name
    self.observed = observed
    self.expected = expected
    let share = (observed - expected) / difference
    self.share = share.isFinite ? share : 0
  }

  /// The contributions that explain something, the largest share first.
  ///
  /// - Parameters:
  ///   - all: What is known.
  ///   - subject: The subject of the change, which explains nothing of itself.
  ///   - least: Smaller shares are left out.
  ///   - most: How many there may be of one facet.
  /// - Returns: The contributions in their order.
  public static func ranked(
    _ all: [Contribution],
    of subject: SeriesSubject,
    least: Double = 0.1,
    most: Int = 3
  ) -> [Contribution] {
    var counts: [Facet: Int] = [:]
    return all.filter { $0.share >= least && $0.identity != subject.identity }
      .sorted {
        $0.share != $1.share ? $0.share > $1.share : $0.identity < $1.identity
      }
      .filter { one in
        counts[one.facet, default: 0] += 1
        return counts[one.facet, default: 0] <= most
      }
  }

  /// A text that no other value has, and that a subject of the same kind has too: `label:23/TCP`.
  public var identity: String { "\(facet.rawValue):\(name)" }
}
