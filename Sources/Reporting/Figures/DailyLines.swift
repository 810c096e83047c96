import Schema

/// The lines of a daily figure as they are drawn: at most seven, whole numbers of days, labels apart from each other.
struct DailyLines: Hashable, Sendable {
  /// A line.
  struct Line: Hashable, Sendable {
    /// The series.
    var series: FigureSeries
    /// The day of its last value, and that value.
    var last: (day: Int, value: Double) {
      for day in series.values.indices.reversed() {
        if let value = series.values[day] { return (day, value) }
      }
      return (0, 0)
    }

    static func == (lhs: Line, rhs: Line) -> Bool { lhs.series == rhs.series }
  }

  /// How many lines are drawn beside the total and the others.
  static let limit = 6

  /// The lines, each with one value at least.
  let lines: [Line]
  /// How many days the figure has.
  let days: Int

  /// The lines of some series.
  ///
  /// - Parameters:
  ///   - series: The series, the most important first.
  ///   - others: What the rest is called.
  init(_ series: [FigureSeries], others: String) {
    let known = series.map(\.finite).filter { $0.values.contains { $0 != nil } }
    days = known.map(\.values.count).max() ?? 0
    let parts = known.filter { $0.role != .total && $0.role != .others }
    let kept = Set(parts.prefix(Self.limit).map(\.name))
    let rest = parts.dropFirst(Self.limit) + known.filter { $0.role == .others }
    var drawn = known.filter { $0.role == .total || kept.contains($0.name) && $0.role != .others }
    if let first = rest.first {
      let days = days
      let values = rest.dropFirst().reduce(first.padded(to: days)) { sum, next in
        // A day that one part of a sum lacks has no sum.
        zip(sum, next.padded(to: days)).map { sum, value in
          if let sum, let value { sum + value } else { nil }
        }
      }
      let name = rest.count == 1 ? first.name : others
      let sum = FigureSeries(name: name, role: .others, values: values)
      if values.contains(where: { $0 != nil }) { drawn.append(sum) }
    }
    lines = drawn.map { Line(series: $0) }
  }

  /// The largest value that is drawn.
  var largest: Double { max(0, lines.flatMap { $0.series.values.compactMap { $0 } }.max() ?? 0) }

  /// Where the labels of the lines stand, apart from each other and as near to their ends as that allows.
  ///
  /// - Parameters:
  ///   - scale: The scale.
  ///   - height: Its height in pixels.
  ///   - spacing: The least distance between two labels in pixels.
  /// - Returns: A height from the bottom a line, in pixels.
  func labelHeights(on scale: DailyScale, height: Double, spacing: Double) -> [Double] {
    let wanted = lines.map { scale.height(of: $0.last.value) * height }
    let order = wanted.indices.sorted { (wanted[$0], $1) < (wanted[$1], $0) }
    // Labels that would touch are gathered in blocks, each of which stands about the mean of what its labels want.
    var blocks: [(members: [Int], centre: Double)] = []
    for index in order {
      blocks.append(([index], wanted[index]))
      while blocks.count > 1 {
        let upper = blocks[blocks.count - 1]
        let lower = blocks[blocks.count - 2]
        let needed = Double(upper.members.count + lower.members.count) / 2 * spacing
        guard upper.centre - lower.centre < needed else { break }
        let members = lower.members + upper.members
        let mean = members.reduce(0) { $0 + wanted[$1] } / Double(members.count)
        blocks.removeLast(2)
        blocks.append((members, max(mean, Double(members.count - 1) / 2 * spacing)))
      }
    }
    var heights = wanted
    for block in blocks {
      let bottom = block.centre - Double(block.members.count - 1) / 2 * spacing
      for (place, index) in block.members.enumerated() {
        heights[index] = bottom + Double(place) * spacing
      }
    }
    return heights
  }
}

extension FigureSeries {
  /// The series without values that no axis has.
  fileprivate var finite: FigureSeries {
    var series = self
    series.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    return series
  }

  fileprivate func padded(to count: Int) -> [Double?] {
    values + Array(repeating: nil, count: max(0, count - values.count))
  }
}
