import Glibc

/// A scale from zero that ends at a round number, with its marks and the form of its numbers.
struct FigureScale: Hashable, Sendable {
  /// The end of the scale.
  let end: Double
  /// Where marks and lines stand.
  let marks: [Double]
  /// The form of the marks' numbers, as d3-format names it.
  let format: String

  /// A scale that holds a largest value, with some five marks.
  init(upTo largest: Double) {
    let wanted = largest.isFinite && largest > 0 ? largest : 1
    let rough = wanted / 5
    let power = pow(10, floor(log10(rough)))
    let step = ([1, 2, 2.5, 5, 10].first { $0 * power >= rough * 0.999 } ?? 10) * power
    let count = max(1, Int((wanted / step - 1e-9).rounded(.up)))
    end = step * Double(count)
    marks = (0...count).map { step * Double($0) }
    format = Self.format(step: step)
  }

  /// The form of numbers of which a step is one: no more digits behind the point than it has.
  static func format(step: Double) -> String {
    for decimals in 0...6 {
      let scaled = step * pow(10, Double(decimals))
      if abs(scaled - scaled.rounded()) < 1e-6 * scaled { return ",.\(decimals)f" }
    }
    return ",.2~g"
  }

  /// The form of values beside which their scale stands: whole, or three digits where they are not.
  static func valueFormat(_ values: [Double]) -> String {
    if values.allSatisfy({ $0 == $0.rounded() }) { return ",.0f" }
    let largest = values.map(abs).max() ?? 0
    return largest >= 100 ? ",.0f" : largest >= 10 ? ",.1f" : ",.2f"
  }
}
