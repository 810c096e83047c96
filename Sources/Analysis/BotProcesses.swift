/// How many processes of a bot one source shows (docs/definitions/BotProcesses.md).
public struct BotProcesses: Hashable, Sendable {
  /// A source port and window that the source kept for several packets.
  public struct Process: Hashable, Sendable {
    /// From the first of its packets to the last, in nanoseconds since 1970.
    public var lifetime: ClosedRange<Int64>
    /// How many packets.
    public var packets: UInt64

    /// A process; the instants may come in any order.
    public init(first: Int64, last: Int64, packets: UInt64) {
      lifetime = min(first, last)...max(first, last)
      self.packets = packets
    }
  }

  /// How many keys were kept for at least two packets.
  public let count: Int
  /// The most of them whose lifetimes share an instant.
  public let mostAtOnce: Int

  /// The processes behind the keys of one source.
  public init(_ keys: [Process]) {
    let processes = keys.filter { $0.packets > 1 }
    count = processes.count
    // A lifetime holds its end too, so at the same instant one begins before another ends.
    let changes =
      processes.map { ($0.lifetime.lowerBound, 0) } + processes.map { ($0.lifetime.upperBound, 1) }
    var (present, most) = (0, 0)
    for (_, isEnd) in changes.sorted(by: { $0 < $1 }) {
      present += isEnd == 0 ? 1 : -1
      most = max(most, present)
    }
    mostAtOnce = most
  }
}
