import Analysis
import Schema
import Simulation

/// Who sends marks to candidate addresses and looks for them in what is published.
///
/// It knows all but the sensors: the means of every number, the gate's rules, how many sensors there are. It has so
/// many packets for each candidate, every one with a forged source if it likes.
struct Prober {
  /// Where it puts its packets.
  enum Strategy: CaseIterable {
    /// All on one day of a line that is nearly quiet, each candidate another day or line.
    case quietDay
    /// All on one day of the Mirai-type hosts of one region.
    case regionDay
    /// In two weeks of the Mirai-type hosts of regions, each candidate two others.
    case week
    /// On a random half of the days of the smallest line that has public weeks.
    case code
    /// On all days of one label, to move its rank or its average.
    case rank
    /// To a port that nobody else asks for, and looks for its name.
    case newPort
    /// All from one network, to have it named as heard everywhere, or to raise what is told of it.
    case network
  }

  let strategy: Strategy
  let packets: Double
  private(set) var marks: [[MarkedWorld.Mark]] = []
  /// The network from which each candidate gets its packets.
  private(set) var networkMarks: [(network: Int, packets: Double)] = []
  /// Packets to a candidate's own port.
  var ownPort: UInt64 { strategy == .newPort ? UInt64(packets) : 0 }

  init(_ strategy: Strategy, packets: Double, using generator: inout SplitMix64) {
    self.strategy = strategy
    self.packets = packets
    let lines = MarkedWorld.lines.enumerated()
    let days = MarkedWorld.days.count
    let regions = lines.filter { $0.element.line.region != nil }
      .map(\.offset).prefix(5)
    let quiet = lines.filter { $0.element.mean <= 2 }.map(\.offset)
    let ports = lines.filter { $0.element.line.port != nil }
      .map(\.offset)
    // The smallest of the five regions.
    let code = regions.last ?? 0
    func cells(_ lines: some Sequence<Int>) -> [MarkedWorld.Mark] {
      lines.flatMap { line in
        (0..<days).map { MarkedWorld.Mark(line: line, day: $0, packets: packets) }
      }
    }
    let (quietCells, regionCells) = (cells(quiet), cells(regions).shuffled(using: &generator))
    for candidate in 0..<MarkedWorld.candidates {
      switch strategy {
      case .quietDay: marks.append([quietCells[candidate % quietCells.count]])
      case .regionDay: marks.append([regionCells[candidate % regionCells.count]])
      case .week:
        let weeks = (0..<regions.count * 13).shuffled(using: &generator).prefix(2)
        marks.append(
          weeks.flatMap { week in
            (0..<7).map {
              let day = week % 13 * 7 + $0
              return MarkedWorld.Mark(line: regions[week / 13], day: day, packets: packets / 14)
            }
          }
        )
      case .code:
        let own = Array((0..<days).shuffled(using: &generator).prefix(days / 2))
        marks.append(
          own.map { MarkedWorld.Mark(line: code, day: $0, packets: packets / Double(own.count)) }
        )
      case .rank:
        let line = ports[candidate % ports.count]
        marks.append(
          (0..<days).map { MarkedWorld.Mark(line: line, day: $0, packets: packets / Double(days)) }
        )
      case .newPort: marks.append([])
      case .network:
        marks.append([])
        networkMarks.append((candidate % MarkedWorld.networks.count, packets))
      }
    }
  }

  /// The candidates that it takes for sensors.
  ///
  /// - Parameters:
  ///   - facts: What is published.
  ///   - usual: What each line counts on a day by itself, as somebody knows who read all earlier reports.
  ///   - generator: What decides between candidates that are as probable.
  /// - Returns: Six candidates.
  func guesses(
    from facts: ReportFacts,
    usual: [MarkedWorld.Usual],
    using generator: inout SplitMix64
  ) -> [Int] {
    let seen = Observation(facts)
    let scored = (0..<MarkedWorld.candidates).shuffled(using: &generator).map {
      (candidate: $0, score: score(of: $0, in: seen, usual: usual))
    }
    // The order of equal scores is chance.
    return scored.sorted { $0.score > $1.score }.prefix(6).map(\.candidate)
  }

  private func score(
    of candidate: Int,
    in seen: Observation,
    usual: [MarkedWorld.Usual]
  ) -> Double {
    switch strategy {
    case .network: return seen.prominence(ofNetwork: networkMarks[candidate].network)
    case .newPort:
      return seen.labels.contains(.tcp(UInt16(40000 + candidate))) ? 1 : 0
    case .rank:
      guard let mark = marks[candidate].first,
        case .port(let label) = MarkedWorld.lines[mark.line].line
      else { return 0 }
      return seen.prominence(of: label)
    case .quietDay, .regionDay, .week, .code:
      // How much more probable what is seen is with the candidate's packets than without.
      return Dictionary(grouping: marks[candidate], by: \.line)
        .reduce(0) { sum, line in
          guard let series = seen.lines[MarkedWorld.lines[line.key].line] else { return sum }
          let packets = Dictionary(line.value.map { ($0.day, $0.packets) }, uniquingKeysWith: +)
          return sum + series.evidence(of: packets, usual: usual[line.key])
        }
    }
  }
}
