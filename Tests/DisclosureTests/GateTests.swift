import Analysis
import Disclosure
import Schema
import Testing

@Suite("Gate")
struct GateTests {
  private let gate: Gate

  init() throws {
    gate = Gate(audience: .everyone, today: try #require(CivilDay("2023-02-01")))
  }

  /// Labels that all sensors hear alike: 23/TCP 9,000 packets, 80/TCP 6,000 and 22/TCP 3,000.
  private var heard: [SensorRank: [PortLabel: SensorEvidence.Heard]] {
    Dictionary(
      uniqueKeysWithValues: QuarterFacts.places.map {
        (
          $0,
          [
            PortLabel.tcp(23): SensorEvidence.Heard(packets: 9000),
            .tcp(80): SensorEvidence.Heard(packets: 6000),
            .tcp(22): SensorEvidence.Heard(packets: 3000),
          ]
        )
      }
    )
  }

  private func labels(
    _ heard: [SensorRank: [PortLabel: SensorEvidence.Heard]],
    of place: Int
  ) throws -> [PortLabel?] {
    let facts = try QuarterFacts(heard: heard).facts()
    let tops = gate.disclose(facts, evidence: SensorEvidence(labels: heard)).value.sensorTops.values
    return tops[place].places.map(\.label)
  }

  @Test("Operators see everything, under their mark")
  func operators() throws {
    let gate = Gate(audience: .operators, today: gate.today)
    var facts = try MarkedWorld(seed: 1).facts(marks: []).facts
    let disclosed = gate.disclose(facts)
    #expect(disclosed.audience == .operators)
    #expect(disclosed.withheld.isEmpty)
    facts.audience = "internal"
    #expect(disclosed.value == facts)
  }

  @Test("Names, places, days and losses of sensors stay in the house")
  func sensors() throws {
    let facts = try QuarterFacts().facts()
    for sensor in gate.disclose(facts).value.sensors {
      #expect(sensor.name == nil)
      #expect(sensor.region == nil)
      #expect(sensor.sensorDays == nil)
      #expect(sensor.lostPackets == nil)
      #expect(sensor.days.isEmpty)
    }
  }

  @Test("A ranking by sensor has ranks and labels alone")
  func rankings() throws {
    let facts = try QuarterFacts(heard: heard).facts()
    let evidence = SensorEvidence(labels: heard)
    let tops = gate.disclose(facts, evidence: evidence).value.sensorTops.values
    #expect(tops.count == 6)
    #expect(
      tops[0].places == [
        SensorTop.Place(rank: 1, label: .tcp(23), packets: nil),
        SensorTop.Place(rank: 2, label: .tcp(80), packets: nil),
        SensorTop.Place(rank: 3, label: .tcp(22), packets: nil),
      ]
    )
  }

  @Test("Without what single sensors heard no label is named")
  func notJudged() throws {
    let disclosed = gate.disclose(try QuarterFacts(heard: heard).facts())
    #expect(disclosed.value.sensorTops.values.isEmpty)
    #expect(disclosed.value.sensorTops.absence == .withheld)
    #expect(disclosed.withheld.contains(Withheld("sensor_tops", .notJudged)))
    #expect(disclosed.withheld.contains(Withheld("top_ports", .notJudged)))
  }

  @Test("A label that two sensors hear is not named; one that three hear is")
  func threeSensors() throws {
    var heard = heard
    for place in QuarterFacts.places.prefix(2) {
      heard[place]?[.tcp(4444)] = SensorEvidence.Heard(packets: 7000)
    }
    #expect(try labels(heard, of: 0) == [.tcp(23), .tcp(80), .tcp(22)])
    heard[QuarterFacts.places[2]]?[.tcp(4444)] = SensorEvidence.Heard(packets: 7000)
    #expect(try labels(heard, of: 0) == [.tcp(23), .tcp(4444), .tcp(80), .tcp(22)])
  }

  @Test("A label counts at most twenty times what the third sensor hears")
  func loudness() throws {
    var heard = heard
    for place in QuarterFacts.places {
      heard[place]?[.tcp(4444)] = SensorEvidence.Heard(packets: 250)
    }
    heard[QuarterFacts.places[0]]?[.tcp(4444)] = SensorEvidence.Heard(packets: 1_000_000)
    // 20 x 250 = 5,000: above the 3,000 of 22/TCP, below the 6,000 of 80/TCP.
    #expect(try labels(heard, of: 0) == [.tcp(23), .tcp(80), .tcp(4444), .tcp(22)])
  }

  @Test("Labels within twenty marks stand in the order of all sensors, others in their own")
  func order() throws {
    var heard = heard
    let first = QuarterFacts.places[0]
    heard[first]?[.tcp(22)] = SensorEvidence.Heard(packets: 6500)
    #expect(try labels(heard, of: 0) == [.tcp(23), .tcp(80), .tcp(22)])
    heard[first]?[.tcp(22)] = SensorEvidence.Heard(packets: 6501)
    #expect(try labels(heard, of: 0) == [.tcp(23), .tcp(22), .tcp(80)])
  }

  @Test("A label of fewer than 2,500 packets has no place")
  func fewPackets() throws {
    var heard = heard
    heard[QuarterFacts.places[0]]?[.tcp(22)] = SensorEvidence.Heard(packets: 2499)
    #expect(try labels(heard, of: 0) == [.tcp(23), .tcp(80)])
  }

  @Test("Forged addresses of a scanner list do not bring its share into sight")
  func forgedScanners() throws {
    var facts = try QuarterFacts(heard: heard).facts()
    func published(_ sources: UInt64) throws -> ResearchFacts {
      facts.researchShare = QuarterFacts.statistic(
        ResearchFacts(packets: 9000, allPackets: 90_000, sources: sources, allSources: 20_000)
      )
      return gate.disclose(facts).value.researchShare.values
    }
    // 9 of 20,000, and 34 with a mark from 25 listed addresses: nothing, in steps of 100 of 20,000.
    #expect(try published(9) == (try published(34)))
    #expect(try published(9).sources == 0)
  }

  @Test("A short period has no ranking by sensor")
  func shortPeriod() throws {
    var facts = try QuarterFacts(heard: heard).facts()
    facts.period = try #require(Period("2022-10-01..2022-10-27"))
    let disclosed = gate.disclose(facts, evidence: SensorEvidence(labels: heard))
    #expect(disclosed.value.sensorTops.values.isEmpty)
    #expect(disclosed.withheld.contains(Withheld("sensor_tops", .shortPeriod)))
  }

  @Test("A period whose last day is younger than the delay has no tables yet")
  func recent() throws {
    let facts = try QuarterFacts(heard: heard).facts()
    let evidence = SensorEvidence(labels: heard)
    let early = Gate(audience: .everyone, today: try #require(CivilDay("2023-01-13")))
    #expect(early.disclose(facts, evidence: evidence).value.sensorTops.values.isEmpty)
    let late = Gate(audience: .everyone, today: try #require(CivilDay("2023-01-14")))
    #expect(late.disclose(facts, evidence: evidence).value.sensorTops.values.count == 6)
  }

  @Test("A group of two sensors has no average, no line and no ranking, and no total betrays it")
  func smallGroup() throws {
    let counted = try MarkedWorld(seed: 1).facts(marks: [])
    let evidence = counted.evidence
    var facts = counted.facts
    facts.sensors.removeLast()
    facts.sensorTops.values.removeLast()
    facts.coverage.groups[1].coverage.sensors = 2
    for index in facts.averages.values.indices where facts.averages.values[index].group == .overseas
    {
      facts.averages.values[index].coverage.sensors = 2
    }
    let published = gate.disclose(facts, evidence: evidence).value
    #expect(published.sensorTops.values.allSatisfy { $0.sensor.group == .domestic })
    #expect(published.dailyPackets.values.lines.map(\.key) == [.domestic])
    for average in published.averages.values {
      #expect((average.packetsPerDayPerSensor == nil) == (average.group == .overseas))
    }
    #expect(published.packets.values == nil)
  }

  @Test("A day on which one sensor was down takes the coverage of all days with it")
  func outage() throws {
    var facts = try QuarterFacts().facts()
    #expect(gate.disclose(facts).value.coverage.days.count == 92)
    facts.coverage.days[7].coverage.sensors = 5
    facts.coverage.days[7].coverage.sensorDays = 5
    let disclosed = gate.disclose(facts)
    #expect(disclosed.value.coverage.days.isEmpty)
    #expect(disclosed.withheld.contains(Withheld("coverage", .outage)))
    // 551 of 552 sensor-days are twenty twentieths.
    facts.coverage.overall.sensorDays = 551
    #expect(gate.disclose(facts).value.coverage.overall.sensorDays == 552)
  }

  @Test("What one packet would undo is not said: nothing heard is not told from little")
  func absence() throws {
    let counted = try MarkedWorld(seed: 1).facts(marks: [])
    let evidence = counted.evidence
    var facts = counted.facts
    let little = gate.disclose(facts, evidence: evidence)
    facts.greHosts.values.lines = []
    facts.greHosts.absence = .notHeard
    let nothing = gate.disclose(facts, evidence: evidence)
    #expect(little.value == nothing.value)
    #expect(Set(little.withheld) == Set(nothing.withheld))
  }

  @Test("Questions that name a sensor or an address are left out")
  func queries() throws {
    var facts = try QuarterFacts().facts()
    facts.packets.queries = [
      FactQuery(sql: "SELECT count() FROM packets WHERE sensor IN ({sensors})", dataDigest: "1"),
      FactQuery(sql: "SELECT 1 WHERE sensor = 'sensor-1'", dataDigest: "2"),
      FactQuery(sql: "SELECT 1 WHERE destination = '192.0.2.1'", dataDigest: "3"),
      FactQuery(sql: "SELECT 1 WHERE destination = '2001:db8::1'", dataDigest: "4"),
    ]
    #expect(gate.disclose(facts).value.packets.queries.map(\.dataDigest) == ["1"])
  }

  @Test("A share keeps its digits although both numbers are rounded")
  func shares() throws {
    var facts = try QuarterFacts(heard: heard).facts()
    // JPCERT/CC, April to June 2022, sources in Japan: 51,468 of 54,555, which is 94.34 %.
    facts.miraiShares.values = [LabelPopulation(label: .tcp(23), matching: 51_468, all: 54_555)]
    let evidence = SensorEvidence(labels: heard)
    let published = gate.disclose(facts, evidence: evidence).value.miraiShares.values
    // Steps of four marks are 0.18 %: 515 of them are 94.41 %.
    #expect(published.map(\.all) == [55_000])
    let share = try #require(published.first?.share)
    #expect(abs(share - 0.9434) < 0.001)
  }
}
