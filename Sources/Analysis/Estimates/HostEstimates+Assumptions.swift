import RealModule

extension HostEstimates.Observation {
  /// A deviation that chance reaches once in a thousand cases, on either side.
  private static let clearDeviation = 3.29
  /// The share of the sources seen more than once by which the overlap must differ to matter.
  private static let shareThatMatters = 0.1

  private enum Side {
    case above, below
  }

  /// Why the counts bear no estimate, nil when they do.
  var countsGap: EstimateGap? {
    guard !counts.entries.isEmpty else {
      return exposure.addressSeconds > 0 ? .nothingSeen : .nobodyListened
    }
    return isPeaked || isOverlap(.above) ? .dependentSightings : nil
  }

  /// Why the halves bear no estimate, nil when they do.
  var halvesGap: EstimateGap? {
    guard halves != nil else { return .oneSensor }
    return isOverlap(.below) ? .preferredSensors : nil
  }

  /// Whether one number of sightings is clearly more frequent, beside its neighbours, than it is for
  /// any hosts whose sightings are independent.
  ///
  /// Whatever their rates, the probabilities p of independent sightings have
  /// p(k)^2 <= (k + 1) / k p(k - 1) p(k + 1): k! p(k) are moments. Sources that sweep six sensors are
  /// seen six times, and never five.
  private var isPeaked: Bool {
    guard let peak = counts.entries.max(by: { $0.sources < $1.sources }), peak.sightings > 1 else {
      return false
    }
    // Half a source more in each cell lets the logarithm of none be taken (Anscombe).
    let here = Double(peak.sources) + 0.5
    let below = Double(counts.sources(seen: peak.sightings - 1)) + 0.5
    let above = Double(counts.sources(seen: peak.sightings &+ 1)) + 0.5
    let times = Double(peak.sightings)
    let excess =
      2 * Double.log(here) - Double.log(below) - Double.log(above)
      - Double.log((times + 1) / times)
    return excess > Self.clearDeviation * (4 / here + 1 / below + 1 / above).squareRoot()
  }

  /// Whether both halves saw clearly more, or clearly fewer, sources than they would if each
  /// sighting fell to a half by itself.
  ///
  /// Of a source seen k times, both halves saw it with probability 1 - p^k - (1 - p)^k, where p is
  /// the first half's share of all sightings. That does not depend on the source's rate.
  private func isOverlap(_ side: Side) -> Bool {
    guard let halves else { return false }
    let share = min(1, Double(halves.firstSightings) / max(1, counts.sightings))
    var (expected, variance, again) = (0.0, 0.0, 0.0)
    for entry in counts.entries where entry.sightings > 1 {
      let times = Double(entry.sightings)
      let probability = 1 - Double.pow(share, times) - Double.pow(1 - share, times)
      let sources = Double(entry.sources)
      expected += sources * probability
      variance += sources * probability * (1 - probability)
      again += sources
    }
    let excess = side == .above ? Double(halves.both) - expected : expected - Double(halves.both)
    return excess > Self.clearDeviation * variance.squareRoot()
      && excess > Self.shareThatMatters * again
  }
}
