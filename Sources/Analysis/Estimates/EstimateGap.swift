/// Why there is no estimate.
public enum EstimateGap: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nobody listened.
  case nobodyListened = "nobody-listened"
  /// No source was seen.
  case nothingSeen = "nothing-seen"
  /// No source was seen twice: nothing bounds how many were not seen at all.
  case nobodySeenAgain = "nobody-seen-again"
  /// Every source was seen at least twice: the method finds none behind them.
  case nobodySeenOnce = "nobody-seen-once"
  /// Sources were seen by many sensors at once, so that their packets are not independent.
  case dependentSightings = "dependent-sightings"
  /// Sources kept to some sensors, so that the halves do not see the same population.
  case preferredSensors = "preferred-sensors"
  /// There are no two halves of the sensors.
  case oneSensor = "one-sensor"
  /// Too few sources were seen by both halves.
  case tooFewInBoth = "too-few-in-both"
  /// The likelihood has no greatest value: ever more hosts of ever lower rates explain the counts.
  case noBound = "no-bound"
  /// The first and the last days cannot be told from what was before and after.
  case edgeOfPeriod = "edge-of-period"
  /// Too few sources came back on other days.
  case tooFewReturns = "too-few-returns"
  /// No address showed a process.
  case noProcess = "no-process"
}

extension EstimateGap: CustomStringConvertible {
  /// The reason as a sentence without its full stop.
  public var description: String {
    switch self {
    case .nobodyListened: "no sensor listened"
    case .nothingSeen: "no source was seen"
    case .nobodySeenAgain: "no source was seen twice, so nothing tells how many were not seen"
    case .nobodySeenOnce: "every source was seen at least twice"
    case .dependentSightings:
      "sources reached many sensors at once, so their packets are not independent"
    case .preferredSensors:
      "sources kept to some sensors, so the halves do not see the same population"
    case .oneSensor: "one sensor cannot be split into halves"
    case .tooFewInBoth: "too few sources were seen by both halves of the sensors"
    case .noBound: "the counts set no bound to the number of hosts"
    case .edgeOfPeriod: "the day has no days before or no days after it to compare with"
    case .tooFewReturns: "too few sources came back on other days"
    case .noProcess: "no address showed a process"
    }
  }
}
