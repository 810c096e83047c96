/// Medians and other quantiles of a few numbers.
enum Quantiles {
  /// The median; nil of nothing.
  static func median(_ values: [Double]) -> Double? {
    var values = values
    return median(sorting: &values)
  }

  /// The median, which leaves the values in order; nil of nothing.
  static func median(sorting values: inout [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    values.sort()
    let middle = values.count / 2
    return values.count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2
  }

  /// The value up to which at most a part of ordered values lies; nil of nothing.
  static func quantile(ofOrdered values: [Double], _ part: Double) -> Double? {
    guard !values.isEmpty else { return nil }
    return values[min(values.count - 1, Int(Double(values.count - 1) * part))]
  }
}
