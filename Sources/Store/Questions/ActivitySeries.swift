/// What there was of one value in each bin; bins without packets are left out.
public struct ActivitySeries: Hashable, Sendable {
  /// The value as people write it: `23/TCP`, `BR`, `AS64500`, `mirai`.
  public var name: String
  /// The numbers of the bins, in no order.
  public var bins: [UInt64]
  /// Packets, in the order of the bins.
  public var packets: [UInt64]
  /// Distinct sources.
  public var sources: [UInt64]
  /// Distinct sensors; 0 where no table knows them.
  public var sensors: [UInt64]
}
