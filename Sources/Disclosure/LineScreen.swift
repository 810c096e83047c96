import Schema

/// Makes lines of daily counts so coarse that a mark is lost in each of their values.
struct LineScreen {
  /// A line with what turns its values into counts.
  struct Line {
    /// A value a day; nil is a gap.
    var values: [Double?]
    /// What a value is multiplied by to be a count: 1 for counts, sensors for counts per sensor.
    var counts = 1.0
    /// How many sensors bear it.
    var sensors: Int
  }

  let gate: Gate
  /// The key of the statistic.
  let name: String
  /// Days, by place, on which too few sensors listened.
  var hiddenDays: Set<Int> = []
  /// What was taken out.
  private(set) var withheld: [Withheld] = []

  init(gate: Gate, name: String, hiddenDays: Set<Int> = []) {
    self.gate = gate
    self.name = name
    self.hiddenDays = hiddenDays
  }

  /// The lines with public values, all at the finest step that suits every one of them; nil for no step.
  ///
  /// One step for all: a sum of lines in one step minus others in another would show a line.
  mutating func lines(_ lines: [Line], days: [CivilDay]) -> [[Double?]]? {
    guard !lines.isEmpty else { return [] }
    guard lines.allSatisfy({ $0.sensors >= gate.policy.sensors }) else {
      note(.fewSensors)
      return nil
    }
    let step = TimeStep.allCases.first { step in
      lines.allSatisfy { isSafe($0, blocks: step.blocks(of: days)) }
    }
    guard let step else {
      note(.smallCount)
      return nil
    }
    if step != .day { note(.coarser, step: step) }
    if let last = days.last, last > gate.lastPublicDay { note(.recent) }
    let blocks = step.blocks(of: days)
    return lines.map { values(of: $0, blocks: blocks, days: days) }
  }

  /// Notes what was done to the lines, once.
  mutating func note(_ reason: Withheld.Reason, step: TimeStep? = nil) {
    let note = Withheld(name, reason, step: step)
    if !withheld.contains(note) { withheld.append(note) }
  }

  /// Whether the middle one of a line's blocks counts enough.
  private func isSafe(_ line: Line, blocks: [Range<Int>]) -> Bool {
    let counts = blocks.compactMap { count(of: line, in: $0) }.sorted()
    return counts.isEmpty || counts[counts.count / 2] >= gate.policy.smallestLineCount
  }

  private func count(of line: Line, in block: Range<Int>) -> Double? {
    let values = block.compactMap { $0 < line.values.count ? line.values[$0] : nil }
    return values.isEmpty ? nil : values.reduce(0, +) * line.counts
  }

  private mutating func values(
    of line: Line,
    blocks: [Range<Int>],
    days: [CivilDay]
  ) -> [Double?] {
    var result = [Double?](repeating: nil, count: days.count)
    let quantisation = Quantisation(digits: gate.policy.significantDigits)
    for block in blocks {
      // A block with days to come would show these days when it is published again.
      guard days[block.upperBound - 1] <= gate.lastPublicDay,
        let count = count(of: line, in: block)
      else { continue }
      guard count >= gate.policy.smallestLineCount else {
        note(.smallCount)
        continue
      }
      let seen = block.filter { $0 < line.values.count && line.values[$0] != nil }
      let mean = quantisation.rounded(count / line.counts / Double(seen.count))
      for place in seen where !hiddenDays.contains(place) { result[place] = mean }
    }
    return result
  }
}
