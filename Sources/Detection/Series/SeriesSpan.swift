/// The bins of some series: one behind the other, from the first.
public struct SeriesSpan: Hashable, Sendable, Codable {
  /// How long a bin is.
  public let step: SeriesStep
  /// The number of the first bin.
  public let first: Int
  /// How many there are.
  public let count: Int

  /// Some bins.
  public init(step: SeriesStep, first: Int, count: Int) {
    self.step = step
    self.first = first
    self.count = max(0, count)
  }

  /// The numbers of the bins.
  public var bins: Range<Int> { first..<first + count }
}
