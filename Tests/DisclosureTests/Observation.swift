import Analysis
import Schema

/// What somebody reads in the facts of a report who looks for marks.
struct Observation {
  /// A line's values, and how they scatter.
  struct Series {
    var values: [Double?]
    private let mean: Double
    private let variance: Double

    init(_ values: [Double?]) {
      self.values = values
      let known = values.compactMap(\.self)
      let count = Double(max(known.count, 1))
      let mean = known.reduce(0, +) / count
      self.mean = mean
      variance = max(1, known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count)
    }

    /// The logarithm of how much more probable a day's value is with packets than without.
    func evidence(of packets: Double, on day: Int) -> Double {
      guard day < values.count, let value = values[day] else { return 0 }
      return (packets * (value - mean) - packets * packets / 2) / variance
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
