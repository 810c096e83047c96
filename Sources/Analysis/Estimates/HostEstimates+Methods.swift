import RealModule

extension HostEstimates {
  /// The fewest sources in both halves with which Chapman's estimate is as good as unbiased
  /// (Robson and Regier 1964, doi:10.1577/1548-8659(1964)93[215:SSIPMR]2.0.CO;2).
  private static let fewestInBoth = 7

  /// All hosts at one rate: of N hosts that are seen C times together, each was seen Poisson(C / N)
  /// times, so that the likelihood is N! / (N - S)! (C / N)^C exp(-C) but for a constant.
  static func evenRate(_ observation: Observation) -> EstimateOutcome {
    let seen = Double(observation.counts.seen)
    let sightings = observation.counts.sightings
    guard sightings > seen else { return EstimateOutcome(.nobodySeenAgain) }
    let profile = ProfileLikelihood(seen: observation.counts.seen) { unseen in
      Double.logGamma(seen + unseen + 1) - Double.logGamma(unseen + 1)
        - sightings * Double.log(seen + unseen)
    }
    return outcome(of: profile, "one rate", observation)
  }

  /// Hosts whose rates are spread log-normally.
  static func spreadRate(_ observation: Observation) -> EstimateOutcome {
    guard observation.counts.sightings > Double(observation.counts.seen) else {
      return EstimateOutcome(.nobodySeenAgain)
    }
    let rates = SpreadRates(observation.counts)
    let profile = ProfileLikelihood(seen: observation.counts.seen) { rates.logarithm(unseen: $0) }
    return outcome(of: profile, "spread rates", observation)
  }

  /// Chao's lower bound from the sources that were seen once and twice (Chao 1987,
  /// doi:10.2307/2531532), in its bias-corrected form where none was seen twice.
  static func chao1(_ observation: Observation) -> EstimateOutcome {
    let seen = observation.counts.seen
    let once = Double(observation.counts.sources(seen: 1))
    let twice = Double(observation.counts.sources(seen: 2))
    guard once > 0 else { return EstimateOutcome(.nobodySeenOnce) }
    let unseen: Double
    let variance: Double
    if twice > 0 {
      let ratio = once / twice
      unseen = once * ratio / 2
      variance =
        twice * (ratio * ratio / 2 + ratio * ratio * ratio + ratio * ratio * ratio * ratio / 4)
    } else {
      unseen = once * (once - 1) / 2
      guard unseen > 0 else { return EstimateOutcome(.nobodySeenAgain) }
      let hosts = Double(seen) + unseen
      variance =
        unseen + once * (2 * once - 1) * (2 * once - 1) / 4
        - once * once * once * once / (4 * hosts)
    }
    let interval = HostInterval(seen: seen, unseen: unseen, variance: variance)
    return EstimateOutcome(interval.estimate("HostEstimates: Chao1", observation.coverage))
  }

  /// Chapman's estimate from the overlap of the halves, with the variance of Seber (1970, Biometrics
  /// 26, pages 13 to 22).
  static func chapman(_ observation: Observation) -> EstimateOutcome {
    guard let halves = observation.halves, halves.both >= fewestInBoth else {
      return EstimateOutcome(.tooFewInBoth)
    }
    let (first, second) = (Double(halves.first), Double(halves.second))
    let both = Double(halves.both)
    let seen = halves.first + halves.second - halves.both
    let hosts = (first + 1) * (second + 1) / (both + 1) - 1
    let variance =
      (first + 1) * (second + 1) * (first - both) * (second - both)
      / ((both + 1) * (both + 1) * (both + 2))
    let interval = HostInterval(
      seen: seen,
      unseen: max(0, hosts - Double(seen)),
      variance: variance
    )
    return EstimateOutcome(interval.estimate("HostEstimates: Chapman", observation.coverage))
  }

  /// The mean rate of the hosts: their sightings, divided by the hosts and what listened.
  ///
  /// Both the hosts and, by chance, the sightings could have been others: the logarithms' deviations
  /// add as squares.
  static func meanRate(_ hosts: EstimateOutcome, _ observation: Observation) -> EstimateOutcome {
    guard let hosts = hosts.estimate else { return EstimateOutcome(hosts.gap ?? .nothingSeen) }
    let sightings = observation.counts.sightings
    guard let rate = observation.exposure.rate(ofExpectedPackets: sightings / hosts.value) else {
      return EstimateOutcome(.nobodyListened)
    }
    let chance = HostInterval.quantile / sightings.squareRoot()
    func factor(_ ratio: Double) -> Double {
      let logarithm = Double.log(ratio)
      return Double.exp((logarithm * logarithm + chance * chance).squareRoot())
    }
    return EstimateOutcome(
      Estimate(
        value: rate,
        lower: hosts.upper.map { rate / factor($0 / hosts.value) } ?? 0,
        upper: rate * factor(hosts.value / hosts.lower),
        method: "HostEstimates: mean rate",
        coverage: hosts.coverage
      )
    )
  }

  private static func outcome(
    of profile: ProfileLikelihood,
    _ variant: String,
    _ observation: Observation
  ) -> EstimateOutcome {
    guard let interval = profile.interval else { return EstimateOutcome(.noBound) }
    return EstimateOutcome(
      interval.estimate("HostEstimates: \(variant)", observation.coverage)
    )
  }
}
