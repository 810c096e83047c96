import Analysis
import Schema

/// The labels of single sensors in an order that packets to one candidate address do not change.
///
/// Three rules, with their reasons in docs/definitions/Disclosure.md: a label counts at a sensor at most
/// `loudness` times what enough sensors hear of it; labels of nearly equal counts stand in the order
/// of all sensors; a label that counts less than the smallest public count has no place. How many sources it has
/// is no rule: they can be forged, so that a handful of marks would give a label of few sources its place.
struct PublicRanking {
  /// What enough sensors hear of each label: the rate of the last of them, most first.
  ///
  /// Unit: packets per sensor-day.
  let commonRates: [PortLabel: Double]
  private let evidence: SensorEvidence
  private let sensorDays: [SensorRank: Double]
  private let policy: DisclosurePolicy

  /// The rankings of sensors that listened for some days.
  init(_ evidence: SensorEvidence, sensorDays: [SensorRank: Double], policy: DisclosurePolicy) {
    self.evidence = evidence
    self.sensorDays = sensorDays.filter { $0.value > 0 }
    self.policy = policy
    var rates: [PortLabel: [Double]] = [:]
    for (sensor, days) in self.sensorDays {
      for (label, heard) in evidence.labels[sensor] ?? [:] {
        rates[label, default: []].append(Double(heard.packets) / days)
      }
    }
    commonRates = rates.compactMapValues { rates in
      rates.count < policy.sensors ? nil : rates.sorted(by: >)[policy.sensors - 1]
    }
  }

  /// A sensor's labels by rank.
  func labels(of sensor: SensorRank) -> [PortLabel] {
    guard let days = sensorDays[sensor], let heard = evidence.labels[sensor] else { return [] }
    var rest = heard.compactMap { label, heard -> (label: PortLabel, count: Double)? in
      let count = counted(heard, of: label, days: days)
      return count >= policy.smallestCount ? (label, count) : nil
    }.sorted { ($1.count, $0.label) < ($0.count, $1.label) }[...]
    var ranked: [PortLabel] = []
    // A band reaches from its first label downwards, never on from its last: chains would end in
    // one band that holds everything.
    while ranked.count < policy.rankedLabels, let first = rest.first {
      let band = rest.prefix { first.count - $0.count <= policy.orderGap }
      ranked += band.map(\.label).sorted(by: isMoreCommon)
      rest = rest.dropFirst(band.count)
    }
    return Array(ranked.prefix(policy.rankedLabels))
  }

  /// Whether most of a label's packets are such as enough sensors hear.
  func isCommon(_ label: PortLabel) -> Bool {
    var (all, common) = (0.0, 0.0)
    for (sensor, days) in sensorDays {
      guard let heard = evidence.labels[sensor]?[label] else { continue }
      all += Double(heard.packets)
      common += counted(heard, of: label, days: days)
    }
    return common > 0 && 2 * common >= all
  }

  private func counted(_ heard: SensorEvidence.Heard, of label: PortLabel, days: Double) -> Double {
    min(Double(heard.packets), Double(policy.loudness) * (commonRates[label] ?? 0) * days)
  }

  private func isMoreCommon(_ first: PortLabel, _ second: PortLabel) -> Bool {
    (commonRates[second] ?? 0, first) < (commonRates[first] ?? 0, second)
  }
}
