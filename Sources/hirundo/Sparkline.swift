/// A series as a line of block characters; a gap in the series is a space.
struct Sparkline: CustomStringConvertible {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// The line.
  let description: String

  /// Draws a series from zero to its highest value.
  ///
  /// - Parameters:
  ///   - values: The series, nil where nothing was observed.
  ///   - width: The most characters; neighbouring values are averaged where there are more.
  init(_ values: [Double?], width: Int) {
    let count = max(1, min(width, values.count))
    let points = (0..<count).map { index -> Double? in
      let slice = values[index * values.count / count..<(index + 1) * values.count / count]
      let known = slice.compactMap(\.self)
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    let highest = points.compactMap(\.self).max() ?? 0
    description = String(
      points.map { value -> Character in
        guard let value else { return " " }
        guard highest > 0 else { return Self.blocks[0] }
        return Self.blocks[min(7, Int(value / highest * 8))]
      }
    )
  }
}
