/// The correction for many comparisons (docs/definitions/FalseDiscovery.md).
///
/// Source: Y. Benjamini, Y. Hochberg, Controlling the False Discovery Rate, Journal of the Royal
/// Statistical Society B 57 (1995), <https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>.
public struct FalseDiscovery: Hashable, Sendable {
  /// The adjusted p-values, in the order of the given ones.
  ///
  /// Of those that are at most q, the expected part of false ones is at most q.
  public let adjusted: [Double]

  /// The p-values of all comparisons that were made, each in 0...1.
  ///
  /// Complexity: O(n log n).
  public init(_ values: [Double]) {
    var adjusted = values
    var least = 1.0
    for (place, index) in values.indices.sorted(by: { values[$0] > values[$1] }).enumerated() {
      least = min(least, values[index] * Double(values.count) / Double(values.count - place))
      adjusted[index] = least
    }
    self.adjusted = adjusted
  }
}
