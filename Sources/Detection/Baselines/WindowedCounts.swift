/// The sums of a series over some bins, each ending with a bin.
struct WindowedCounts {
  /// How many bins are summed.
  let width: Int
  /// The sums, by last bin.
  private(set) var counts: [Double]
  /// The mean listening of the bins that are summed, by last bin; 0 where in one of them nobody listened.
  private(set) var time: [Double]

  /// The sums of a series.
  init(_ values: [Double], _ listening: [Double], width: Int) {
    self.width = width
    counts = values
    time = listening
    guard width > 1 else { return }
    for index in values.indices {
      var sum = 0.0
      var listened = 0.0
      var isWhole = index + 1 >= width
      if isWhole {
        for place in index + 1 - width...index {
          sum += values[place]
          listened += listening[place]
          if listening[place] <= 0 { isWhole = false }
        }
      }
      counts[index] = sum
      time[index] = isWhole ? listened / Double(width) : 0
    }
  }
}
