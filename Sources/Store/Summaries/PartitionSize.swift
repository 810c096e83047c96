/// What a table keeps of one day.
public struct PartitionSize: Hashable, Sendable {
  /// Rows on all nodes.
  public var rows: UInt64 = 0
  /// Bytes on the disks of all nodes.
  public var bytes: UInt64 = 0
  /// Files' groups that the engine keeps rows in and merges.
  public var parts: UInt64 = 0

  /// Nothing kept.
  public init() {}

  /// Adds what is kept elsewhere.
  public static func += (sum: inout PartitionSize, other: PartitionSize) {
    sum.rows += other.rows
    sum.bytes += other.bytes
    sum.parts += other.parts
  }
}
