/// What a table keeps on all nodes.
public struct TableSize: Hashable, Sendable {
  /// The table.
  public var name: String
  /// What it keeps.
  public var size: PartitionSize
}
