/// How many processes of a bot the addresses of a population show
/// (docs/definitions/ProcessesBehindAddresses.md).
public struct ProcessesBehindAddresses: Hashable, Sendable, Codable {
  /// The addresses that showed equally many processes at once.
  public struct Entry: Hashable, Sendable, Codable {
    /// The most processes at once.
    ///
    /// Range: at least 1.
    public var processes: Int
    /// How many addresses showed so many.
    public var addresses: Int
  }

  /// By processes at once, fewest first, each number once.
  public let entries: [Entry]
  /// Addresses of which no process is known: all their keys were seen once.
  public let addressesWithoutProcess: Int
  /// The share of the addresses with a process that had several at once.
  ///
  /// Range: 0...1. The truth is not lower, but for chance: processes that were not seen twice are
  /// missing.
  public let shareWithSeveral: EstimateOutcome

  /// The processes of a population.
  ///
  /// - Parameters:
  ///   - addresses: What each address showed.
  ///   - coverage: What the numbers rest on.
  public init(_ addresses: some Sequence<BotProcesses>, coverage: NumberCoverage) {
    var counts: [Int: Int] = [:]
    for address in addresses { counts[address.mostAtOnce, default: 0] += 1 }
    self.init(byProcesses: counts, coverage: coverage)
  }

  /// The processes of a population that is counted already.
  ///
  /// - Parameters:
  ///   - counts: How many addresses showed how many processes at once; 0 for those without one.
  ///   - coverage: What the numbers rest on.
  public init(byProcesses counts: [Int: Int], coverage: NumberCoverage) {
    var counts = counts
    addressesWithoutProcess = counts.removeValue(forKey: 0) ?? 0
    entries = counts.sorted { $0.key < $1.key }.map {
      Entry(processes: $0.key, addresses: $0.value)
    }
    let known = counts.values.reduce(0, +)
    let several = known - (counts[1] ?? 0)
    shareWithSeveral =
      known == 0
      ? EstimateOutcome(.noProcess)
      : EstimateOutcome(Self.share(of: several, in: known, coverage))
  }

  /// How many addresses showed at least one process.
  public var addresses: Int { entries.reduce(0) { $0 + $1.addresses } }

  /// The processes of all addresses at their most: so many devices there are at least.
  public var processes: Int { entries.reduce(0) { $0 + $1.processes * $1.addresses } }

  /// A share with the interval of Wilson (1927, doi:10.1080/01621459.1927.10502953).
  private static func share(of part: Int, in whole: Int, _ coverage: NumberCoverage) -> Estimate {
    let (whole, share) = (Double(whole), Double(part) / Double(whole))
    let square = HostInterval.quantile * HostInterval.quantile
    let center = (share + square / (2 * whole)) / (1 + square / whole)
    let reach =
      HostInterval.quantile / (1 + square / whole)
      * (share * (1 - share) / whole + square / (4 * whole * whole)).squareRoot()
    return Estimate(
      value: share,
      lower: max(0, center - reach),
      upper: min(1, center + reach),
      method: "ProcessesBehindAddresses: share with several",
      coverage: coverage
    )
  }
}
