import Analysis
import Schema

@testable import Disclosure

/// What somebody reads in the facts of a report who looks for marks.
struct Observation {
  /// A line's values.
  struct Series {
    let values: [Double?]
    /// The stretches of which each value is the mean: the longest over which values do not change.
    private let blocks: [Range<Int>]

    init(_ values: [Double?]) {
      self.values = values
      let steps = TimeStep.allCases.map { $0.blocks(of: MarkedWorld.days) }
      blocks =
        steps.last { blocks in
          blocks.allSatisfy { Set(values[$0].compactMap(\.self)).count <= 1 }
        } ?? []
    }

    /// The logarithm of how much more probable the values are with packets than without.
    ///
    /// - Parameters:
    ///   - marks: The packets by day.
    ///   - usual: What a day counts by itself.
    /// - Returns: The logarithm; 0 where nothing is published.
    func evidence(of marks: [Int: Double], usual: MarkedWorld.Usual) -> Double {
      blocks.reduce(0) { sum, block in
        let shift = block.reduce(0) { $0 + marks[$1, default: 0] } / Double(block.count)
        guard shift > 0, let value = values[block].compactMap(\.self).first else { return sum }
        let variance = usual.variance / Double(block.count)
        return sum + (shift * (value - usual.mean) - shift * shift / 2) / variance
      }
    }
  }

  /// Lines that say something about a line of the world.
  private(set) var lines: [MarkedWorld.Line: Series] = [:]
  /// All labels that are named anywhere.
  private(set) var labels: Set<PortLabel> = []
  private let tops: [SensorTop]
  private let findings: [VantageFinding]

  init(_ facts: ReportFacts) {
    tops = facts.sensorTops.values
    findings = facts.vantage.values
    labels.formUnion(tops.flatMap { $0.places.compactMap(\.label) })
    labels.formUnion(facts.topPorts.values.map(\.key))
    labels.formUnion(facts.phenomena.compactMap(\.label))
    for line in facts.dailyPorts.values.lines { lines[.port(line.key)] = Series(line.values) }
    for line in facts.greHosts.values.lines { lines[.gre] = Series(line.values) }
    for line in facts.hostsOf445.values.lines { lines[.stack(line.key)] = Series(line.values) }
    for line in facts.domesticScanners.values.lines {
      lines[.scanners(line.key)] = Series(line.values)
    }
    let mirai = facts.miraiHosts.values
    for line in mirai.regions.lines { lines[.mirai(line.key)] = Series(line.values) }
  }

  /// How far a label stands at one sensor above its usual place, or counts more than it usually does.
  func prominence(of label: PortLabel) -> Double {
    let usual = MarkedWorld.lines.firstIndex { $0.line == .port(label) } ?? 0
    let mean = MarkedWorld.lines[usual].mean * Double(MarkedWorld.days.count)
    return tops.map { top in
      guard let place = top.places.first(where: { $0.label == label }) else { return 0 }
      if let packets = place.packets { return (Double(packets) - mean) / mean.squareRoot() }
      return Double(usual + 1 - place.rank)
    }.max() ?? 0
  }

  /// By how much a network has more packets than it usually has; most where it is named and should not be.
  func prominence(ofNetwork network: Int) -> Double {
    guard let finding = findings.first(where: { $0.subject == .network(UInt32(network)) }) else {
      return 0
    }
    // One sensor never hears these, so that only a mark has them heard by all.
    if network % 8 == 7 { return finding.reach == .everywhere ? .infinity : 0 }
    let mean = MarkedWorld.networks[network] * Double(6 * MarkedWorld.days.count)
    return (Double(finding.packets) - mean) / mean.squareRoot()
  }
}
