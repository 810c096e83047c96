/// A stretch of time, half-open, in nanoseconds since 1970.
public struct TimeRange: Hashable, Sendable {
  /// The first instant.
  public var start: Int64
  /// The first instant behind it.
  public var end: Int64

  /// The stretch between two instants; empty when they are in the wrong order.
  public init(start: Int64, end: Int64) {
    self.start = start
    self.end = max(start, end)
  }

  /// The length.
  ///
  /// Unit: nanoseconds; saturates.
  public var length: Int64 {
    let (value, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? .max : value
  }

  /// The stretches that some stretches cover together, in order and without overlap.
  public static func union(_ ranges: [TimeRange]) -> [TimeRange] {
    var merged: [TimeRange] = []
    for range in ranges.sorted(by: { $0.start < $1.start }) {
      if let last = merged.last, range.start <= last.end {
        merged[merged.count - 1].end = max(last.end, range.end)
      } else {
        merged.append(range)
      }
    }
    return merged
  }

  /// The part of this stretch that lies in another.
  public func intersection(_ other: TimeRange) -> TimeRange {
    let start = max(start, other.start)
    return TimeRange(start: start, end: min(end, other.end))
  }
}
