/// How much the sensors listened in each bin.
///
/// A sensor that listened for the whole bin counts by its weight: what it usually hears beside the middle sensor,
/// between a fifth and five, so that the outage of a loud sensor is worth what it takes away and no flooding
/// sensor is worth all.
public struct ListeningSeries: Hashable, Sendable {
  /// The bins.
  public let span: SeriesSpan
  /// Weighted sensors, by bin; 0 where nobody listened.
  public let time: [Double]

  private static let lightest = 0.2
  private static let heaviest = 5.0

  /// The listening of some sensors.
  ///
  /// - Parameters:
  ///   - span: The bins.
  ///   - parts: For each sensor the part of each bin in which it listened; what lies outside of 0...1 is moved inside,
  ///     what is missing is 0.
  ///   - usual: What each sensor usually hears in some unit; sensors without count as the middle one.
  public init(_ span: SeriesSpan, parts: [String: [Double]], usual: [String: Double] = [:]) {
    self.span = span
    let known = parts.keys.compactMap { usual[$0] }.filter { $0.isFinite && $0 > 0 }
    let middle = Quantiles.median(known)
    var time = Array(repeating: 0.0, count: span.count)
    // In the order of names, so that sums are the same in every run.
    for (name, values) in parts.sorted(by: { $0.key < $1.key }) {
      var weight = 1.0
      if let middle, let own = usual[name], own.isFinite, own > 0 {
        weight = min(Self.heaviest, max(Self.lightest, own / middle))
      }
      for (index, value) in values.prefix(span.count).enumerated() where value > 0 {
        time[index] += min(1, value) * weight
      }
    }
    self.time = time
  }

  /// The same listening in each bin.
  public init(_ span: SeriesSpan, constant: Double) {
    self.span = span
    time = Array(repeating: constant.isFinite ? max(0, constant) : 0, count: span.count)
  }
}
