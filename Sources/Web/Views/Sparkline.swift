/// A few numbers as a line of text: `▁▂█`.
enum Sparkline {
  private static let marks = Array("▁▂▃▄▅▆▇█")

  /// The numbers from zero to their largest; a gap is a blank.
  static func text(_ values: [Double?]) -> String {
    let largest = values.compactMap { $0 }.filter(\.isFinite).max() ?? 0
    return String(
      values.map { value -> Character in
        guard let value, value.isFinite else { return " " }
        guard largest > 0 else { return marks[0] }
        let step = Int((value / largest * Double(marks.count - 1)).rounded())
        return marks[min(max(step, 0), marks.count - 1)]
      }
    )
  }
}
