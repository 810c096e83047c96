import Glibc

/// The vertical scale of a daily figure: amounts from zero up, or ranks from the first place down.
struct DailyScale: Hashable, Sendable {
  /// The value at the bottom.
  let bottom: Double
  /// The value at the top.
  let top: Double
  /// Where marks and lines stand.
  let marks: [Double]
  /// The form of the marks' numbers.
  let format: String
  private let isLogarithmic: Bool

  /// A scale.
  ///
  /// - Parameters:
  ///   - measure: What stands on it.
  ///   - largest: The largest value, of ranks the last place.
  ///   - plain: The part of the height that values take; annotations stand above.
  init(_ measure: DailyFigure.Measure, upTo largest: Double, plain: Double) {
    switch measure {
    case .amount:
      let scale = FigureScale(upTo: largest)
      bottom = 0
      top = scale.end / plain
      marks = scale.marks
      format = scale.format
      isLogarithmic = false
    case .rank:
      // Places far behind say less than those in front: the step from 1 to 2 is as high as that from 50 to 100.
      let ladder = (0..<6).flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }
      let end = ladder.first { $0 >= max(largest, 10) } ?? 1_000_000
      bottom = end
      top = 1
      marks = ladder.filter { $0 <= end }
      format = ",.0f"
      isLogarithmic = true
    }
  }

  /// How high a value stands, as a part of the height from the bottom.
  func height(of value: Double) -> Double {
    guard isLogarithmic else { return min(value / top, 1) }
    return 1 - log(max(value, 1)) / log(bottom)
  }

  /// The value at a part of the height.
  func value(at height: Double) -> Double {
    isLogarithmic ? exp((1 - height) * log(bottom)) : height * top
  }

  /// The scale of the vertical encoding.
  var encoding: JSONValue {
    var scale: [String: JSONValue] = [
      "domain": [.number(bottom), .number(top)], "nice": false,
    ]
    if isLogarithmic { scale["type"] = "log" }
    return .object(scale)
  }
}
