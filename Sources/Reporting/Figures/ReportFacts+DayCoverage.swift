public import Analysis
import Schema

extension ReportFacts {
  /// Who listened on each day of the period, for the strip under a figure; empty where that is not known or not shown.
  public var dayCoverage: [DayCoverage] {
    let days = Dictionary(
      coverage.days.filter { $0.group == nil }.map { ($0.day, $0.coverage) },
      uniquingKeysWith: { first, _ in first }
    )
    guard !days.isEmpty else { return [] }
    return period.days.map { day in
      let found = days[day]
      let known = found?.knownSensors ?? coverage.overall.knownSensors
      return DayCoverage(
        sensors: found?.sensors ?? 0,
        knownSensors: known,
        listened: known > 0 ? min(1, (found?.sensorDays ?? 0) / Double(known)) : 0,
        lostPackets: found?.lostPackets ?? 0
      )
    }
  }
}
