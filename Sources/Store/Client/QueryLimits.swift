/// How long a query may take and how much memory it may use.
public struct QueryLimits: Hashable, Sendable {
  /// Unit: seconds.
  public var seconds: Int
  /// Unit: bytes.
  public var memory: Int

  /// Limits of a query; a minute and 500 MB unless said otherwise.
  public init(seconds: Int = 60, memory: Int = 500_000_000) {
    self.seconds = seconds
    self.memory = memory
  }
}
