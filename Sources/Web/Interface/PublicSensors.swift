import Analysis
import Disclosure
import Schema

/// What everyone may know of the sensors of a period: how many of each group listened, and for how long together.
struct PublicSensors: Encodable {
  private enum CodingKeys: String, CodingKey { case audience, period, coverage, withheld }

  private let facts: Disclosed<ReportFacts>

  /// The sensors of facts that passed the gate.
  init(_ facts: Disclosed<ReportFacts>) {
    self.facts = facts
  }

  /// The coverage of each group.
  var groups: [CoverageFacts.Group] { facts.value.coverage.groups }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(facts.audience, forKey: .audience)
    try container.encode("\(facts.value.period)", forKey: .period)
    try container.encode(facts.value.coverage, forKey: .coverage)
    try container.encode(
      facts.withheld.filter { $0.statistic == "coverage" },
      forKey: .withheld
    )
  }
}

extension Listing<PublicSensors> {
  /// The sensors of facts that passed the gate, by group.
  init(_ sensors: PublicSensors) {
    value = sensors
    columns = ["group", "known_sensors", "sensors", "sensor_days"]
    rows = sensors.groups.map { group in
      [
        group.group?.rawValue ?? "", "\(group.coverage.knownSensors)", "\(group.coverage.sensors)",
        "\(group.coverage.sensorDays)",
      ]
    }
  }
}
