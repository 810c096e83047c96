import Analysis
import Schema

extension ReportScreen {
  /// Who listened when, as far as it does not show when a single sensor was down.
  ///
  /// Whoever knows when networks failed, or makes one fail, finds a sensor by the day on which there was one less.
  mutating func coverage() -> CoverageFacts {
    let days = facts.coverage.days
    let isOutage = days.contains { day in
      let missing = Double(day.coverage.knownSensors) - day.coverage.sensorDays
      return missing > 0.05 && missing < Double(policy.sensors)
    }
    if isOutage { note("coverage", .outage) }
    return CoverageFacts(
      overall: coverage(facts.coverage.overall, days: facts.period.dayCount),
      groups: facts.coverage.groups.map {
        CoverageFacts.Group(
          group: $0.group,
          coverage: coverage($0.coverage, days: facts.period.dayCount)
        )
      },
      days: isOutage
        ? []
        : days.filter { $0.day <= gate.lastPublicDay }.map {
          CoverageFacts.Day(
            day: $0.day,
            group: $0.group,
            coverage: coverage($0.coverage, days: 1)
          )
        }
    )
  }

  /// What bears a number: sensor-days in twentieths of what they could be, losses in steps of the smallest count.
  func coverage(_ coverage: NumberCoverage, days: Int) -> NumberCoverage {
    var result = coverage
    let full = Double(coverage.knownSensors) * Double(days)
    if full > 0, coverage.sensorDays <= full * 1.001 {
      result.sensorDays = (coverage.sensorDays / full * 20).rounded() / 20 * full
    } else {
      result.sensorDays = quantisation.rounded(coverage.sensorDays)
    }
    let steps = (Double(coverage.lostPackets) / policy.smallestCount).rounded()
    result.lostPackets = UInt64(exactly: (steps * policy.smallestCount).rounded()) ?? .max
    return result
  }

  /// The data, without a sensor's part in them.
  func data() -> ReportData {
    var data = facts.data
    data.segments = Int(clamping: quantisation.rounded(UInt64(clamping: data.segments)))
    data.lastDay = data.lastDay.map { min($0, gate.lastPublicDay) }
    return data
  }
}
