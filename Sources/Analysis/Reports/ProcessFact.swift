public import Schema

/// The processes of a bot behind the addresses of a day (docs/definitions/ProcessesBehindAddresses.md).
public struct ProcessFact: Hashable, Sendable, Codable {
  /// The day; nil for a middling day whose date is withheld.
  public var day: CivilDay?
  /// Addresses with at least one process; nil where they are withheld.
  public var addresses: UInt64?
  /// Their processes at their most; nil where they are withheld.
  public var processes: UInt64?
  /// Addresses of which no process is known; nil where they are withheld.
  public var addressesWithoutProcess: UInt64?
  /// Addresses by their processes at once, fewest first; empty where they are withheld.
  public var entries: [ProcessesBehindAddresses.Entry]
  /// The share of the addresses with a process that had several at once.
  public var shareWithSeveral: EstimateOutcome

  private enum CodingKeys: String, CodingKey {
    case day, addresses, processes, entries
    case addressesWithoutProcess = "addresses_without_process"
    case shareWithSeveral = "share_with_several"
  }

  /// The processes of a day.
  public init(_ processes: ProcessesBehindAddresses, on day: CivilDay) {
    self.day = day
    addresses = UInt64(clamping: processes.addresses)
    self.processes = UInt64(clamping: processes.processes)
    addressesWithoutProcess = UInt64(clamping: processes.addressesWithoutProcess)
    entries = processes.entries
    shareWithSeveral = processes.shareWithSeveral
  }

  /// What is left of a middling day: how many addresses, and which share showed several processes.
  public init(addresses: UInt64, shareWithSeveral: Estimate) {
    self.addresses = addresses
    entries = []
    self.shareWithSeveral = EstimateOutcome(shareWithSeveral)
  }

  /// The one in the middle of those with a share, by share; nil of none.
  public static func middling(of facts: [ProcessFact]) -> ProcessFact? {
    let known = facts.filter { $0.shareWithSeveral.estimate != nil }.sorted {
      $0.shareWithSeveral.estimate?.value ?? 0 < $1.shareWithSeveral.estimate?.value ?? 0
    }
    return known.isEmpty ? nil : known[known.count / 2]
  }
}
