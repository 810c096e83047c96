/// The model of Jolly (1965, doi:10.1093/biomet/52.1-2.225) and Seber (1965,
/// doi:10.1093/biomet/52.1-2.249) for a population that hosts join and leave, on one day.
///
/// Every source that was seen stays in the population, as no sensor takes it out.
struct OpenPopulation {
  /// Sources that were seen on the day.
  private let seen: Double
  /// Of these, seen before.
  private let before: Double
  /// Of the seen, seen again later.
  private let again: Double
  /// Hosts that were seen before and are still there.
  private let marked: Double
  /// Hosts that are there.
  let hosts: Double

  /// The day's population; on the first day nobody was seen before, and there is no estimate of
  /// hosts.
  init(_ day: SeenDays.Day) {
    seen = Double(day.seen)
    before = Double(day.before)
    again = Double(day.again)
    // With Seber's corrections for few sources (1982, chapter 5).
    marked = before + (seen + 1) * Double(day.between) / (again + 1)
    hosts = (seen + 1) * marked / (before + 1)
  }

  /// The hosts that are there.
  var hostsInterval: HostInterval {
    let unseen = hosts - seen
    guard unseen > 0 else { return HostInterval(value: seen, lower: seen, upper: seen) }
    let variance =
      hosts * unseen
      * ((marked - before + seen) / marked * (1 / again - 1 / seen) + unmarkedShare / before)
    return HostInterval(seen: Int(seen), unseen: unseen, variance: variance)
  }

  /// The share of the hosts that is there on the next day too.
  func survival(to next: OpenPopulation) -> HostInterval {
    let share = survivalShare(to: next)
    let known = marked - before + seen
    let variance =
      share * share
      * (next.markedVariance + (marked - before) / known * (1 / again - 1 / seen))
      + max(0, share * (1 - share)) / known
    let reach = HostInterval.quantile * variance.squareRoot()
    return HostInterval(
      value: min(1, share),
      lower: max(0, min(1, share) - reach),
      upper: min(1, share + reach)
    )
  }

  /// The hosts that came after the day and are there on the next.
  func newcomers(on next: OpenPopulation) -> HostInterval {
    let share = survivalShare(to: next)
    let count = next.hosts - share * hosts
    let known = marked - before + seen
    let markedShare = marked / hosts
    let joined = share * seen * unmarkedShare / markedShare
    let variance =
      count * count * next.markedVariance
      + (marked - before) / known * joined * joined * (1 / again - 1 / seen)
      + max(0, (hosts - seen) * share * (1 - share) * unmarkedShare)
      + next.hosts * max(0, next.hosts - next.seen) * next.unmarkedShare / next.before
      + share * share * hosts * max(0, hosts - seen) * unmarkedShare / before
    let reach = HostInterval.quantile * variance.squareRoot()
    return HostInterval(
      value: max(0, count),
      lower: max(0, count - reach),
      upper: max(0, count + reach)
    )
  }

  private func survivalShare(to next: OpenPopulation) -> Double {
    next.marked / (marked - before + seen)
  }

  /// The share of the hosts that was not seen before.
  private var unmarkedShare: Double { max(0, 1 - marked / hosts) }

  /// The variance of the marked hosts, in parts of their square.
  private var markedVariance: Double {
    (marked - before) * (marked - before + seen) / (marked * marked) * (1 / again - 1 / seen)
  }
}
