import Analysis
import Schema
import Testing

@testable import Reporting

@Suite("Words and numbers of reports")
struct ReportWordsTests {
  private let english = ReportWords(.en)
  private let japanese = ReportWords(.ja)

  @Test("Numbers are rounded and have their thousands separated")
  func numbers() {
    #expect(english.count(UInt64(1_234_567)) == "1,234,567")
    #expect(english.count(0) == "0")
    #expect(english.number(1234.56, decimals: 1) == "1,234.6")
    #expect(english.number(0.96, decimals: 1) == "1.0")
    #expect(english.number(-0.04, decimals: 1) == "0.0")
    #expect(english.number(-2.5, decimals: 1) == "-2.5")
    #expect(english.percent(0.0567) == "5.7 %")
    #expect(english.ratio(0.456) == "0.46")
    #expect(english.ratio(2.34) == "2.3")
    #expect(english.ratio(17.4) == "17")
  }

  @Test("What is no number is never printed as one")
  func noNumber() {
    #expect(english.number(.nan) == "–")
    #expect(english.number(.infinity, decimals: 1) == "–")
  }

  @Test("One is singular, and everything else plural")
  func counted() {
    #expect(english.counted(1, "sensor", "台") == "1 sensor")
    #expect(english.counted(2, "sensor", "台") == "2 sensors")
    #expect(english.counted(0, "sensor", "台") == "0 sensors")
    #expect(japanese.counted(2, "sensor", "台") == "2台")
  }

  @Test("Sensors are named by group and rank")
  func sensors() {
    let domestic = SensorRank(group: .domestic, rank: 1)
    let overseas = SensorRank(group: .overseas, rank: 2)
    let other = SensorRank(group: nil, rank: 3)
    #expect(
      [domestic, overseas, other].map(english.name) == [
        "Domestic sensor 1", "Sensor overseas #2", "Sensor 3",
      ]
    )
    #expect(
      [domestic, overseas, other].map(japanese.name) == [
        "国内センサー1", "海外センサー2", "センサー3",
      ]
    )
  }

  @Test("What rankings have in common is said in both languages")
  func common() {
    let labels: [PortLabel] = [.tcp(23), .tcp(80)]
    let common = CommonLabels([
      .init(group: .domestic, labels: labels + [.icmp]),
      .init(group: .domestic, labels: labels + [.tcp(22)]),
      .init(group: .overseas, labels: [.tcp(80), .tcp(23)]),
    ])
    #expect(
      common.sentences(in: .en) == [
        "23/TCP and 80/TCP are in the top 10 of all 3 sensors.",
        "The top 2 are the same at every domestic sensor: 23/TCP, 80/TCP.",
        "23/TCP is first at 2 of 3 sensors.",
      ]
    )
    #expect(
      common.sentences(in: .ja) == [
        "23/TCP、80/TCPは、センサー3台すべてでトップ10に入っている。",
        "すべての国内センサーで上位2位までが一致しており、順に23/TCP、80/TCPである。",
        "3台中2台のセンサーで23/TCPが1位である。",
      ]
    )
  }

  @Test("A fall is told by how many times less it is, with the ends of its interval turned")
  func fall() throws {
    var facts = try FactsOfNothing.facts(of: "2024-Q3")
    facts.home = nil
    var phenomenon = Phenomenon(
      kind: .fall,
      coverage: FactsOfNothing.coverage,
      queries: []
    )
    phenomenon.label = .tcp(445)
    phenomenon.sensors = 6
    phenomenon.change = Estimate(
      value: 0.25,
      lower: 0.2,
      upper: 0.5,
      method: "Change:sensors",
      coverage: FactsOfNothing.coverage
    )
    #expect(
      english.sentence(phenomenon, facts)
        == "Packets to 445/TCP fell by a factor of about 4.0 per sensor-day against 2024-Q2 "
        + "(95 % interval 2.0 to 5.0, 6 sensors compared)."
    )
    #expect(
      japanese.sentence(phenomenon, facts)
        == "センサー日あたりの445/TCP宛てのパケットは、2024-Q2と比べて約4.0分の1に減少した"
        + "（95 %区間 2.0～5.0、センサー6台で比較）。"
    )
  }
}
