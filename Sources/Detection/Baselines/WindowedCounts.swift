/// The sums of a series over some bins, each ending with a bin.
struct WindowedCounts {
  /// How many bins are summed.
  let width: Int
  /// The sums, by last bin.
  private(set) var counts: [Double]
  /// The mean listening of the bins that are summed, by last bin; 0 where in one of them nobody listened.
  let time: [Double]

  /// The sums of a series.
  ///
  /// - Parameters:
  ///   - values: The counts of each bin.
  ///   - time: What `time(_:width:)` makes of the listening, once for all series that share it.
  ///   - width: How many bins are summed.
  init(_ values: [Double], time: [Double], width: Int) {
    self.width = width
    self.time = time
    counts = values
    guard width > 1 else { return }
    for index in values.indices.dropFirst(width - 1) where time[index] > 0 {
      counts[index] = values[index + 1 - width...index].reduce(0, +)
    }
  }

  /// The mean listening of some bins, by the last of them.
  static func time(_ listening: [Double], width: Int) -> [Double] {
    guard width > 1 else { return listening }
    var time = Array(repeating: 0.0, count: listening.count)
    for index in listening.indices.dropFirst(width - 1) {
      let bins = listening[index + 1 - width...index]
      if bins.allSatisfy({ $0 > 0 }) { time[index] = bins.reduce(0, +) / Double(width) }
    }
    return time
  }
}
