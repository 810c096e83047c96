import Analysis
import Schema
import Testing

@Suite("What is common (docs/definitions/CommonLabels.md)")
struct CommonLabelsTests {
  static func labels(_ text: String) throws -> [PortLabel] {
    try text.split(separator: " ").map { try #require(PortLabel($0)) }
  }

  static func ranking(_ group: SensorGroup?, _ text: String) throws -> CommonLabels.Ranking {
    CommonLabels.Ranking(group: group, labels: try labels(text))
  }

  /// JPCERT/CC, TSUBAME report, October to December 2022, Table 1.
  static func published2022() throws -> [CommonLabels.Ranking] {
    let second = "23/TCP 6379/TCP 80/TCP 22/TCP 445/TCP 443/TCP 5555/TCP 81/TCP 8080/TCP 1433/TCP"
    return [
      try ranking(
        .domestic,
        "23/TCP 6379/TCP 80/TCP 22/TCP 445/TCP 443/TCP 81/TCP 8088/TCP 8080/TCP 5555/TCP"
      ),
      try ranking(.domestic, second),
      try ranking(.domestic, second),
      try ranking(
        .overseas,
        "6379/TCP 80/TCP ICMP 5555/TCP 443/TCP 81/TCP 2375/TCP 5060/UDP 2323/TCP 2376/TCP"
      ),
      try ranking(
        .overseas,
        "23/TCP 6379/TCP ICMP 80/TCP 22/TCP 5555/TCP 443/TCP 5060/UDP 1433/TCP 8080/TCP"
      ),
      try ranking(
        .overseas,
        "23/TCP 6379/TCP 22/TCP 5555/TCP 3389/TCP 80/TCP ICMP 443/TCP 81/TCP 1433/TCP"
      ),
    ]
  }

  @Test("The quarter of 2022: the top 6 are the same at every domestic sensor")
  func commonPlaces() throws {
    let common = CommonLabels(try Self.published2022())
    #expect(common.sensors == 6)
    #expect(common.groups.map(\.group) == [nil, .domestic, .overseas])
    #expect(common.groups.map(\.sensors) == [6, 3, 3])
    #expect(common.groups.map(\.commonPlaces) == [0, 6, 0])
  }

  @Test("The quarter of 2022: what every sensor ranks, of all and of each group")
  func everywhere() throws {
    let groups = CommonLabels(try Self.published2022()).groups
    let expected = [
      try Self.labels("6379/TCP 80/TCP 443/TCP 5555/TCP"),
      try Self.labels("23/TCP 6379/TCP 80/TCP 22/TCP 445/TCP 443/TCP 81/TCP 8080/TCP 5555/TCP"),
      try Self.labels("6379/TCP 80/TCP ICMP 5555/TCP 443/TCP"),
    ]
    #expect(groups.map(\.everywhere) == expected)
  }

  @Test("The quarter of 2022: 23/TCP, 22/TCP and 81/TCP miss one sensor, and 23/TCP is first at 5")
  func mostSensors() throws {
    let common = CommonLabels(try Self.published2022())
    #expect(common.allButOne == (try Self.labels("23/TCP 22/TCP 81/TCP")))
    #expect(common.mostOftenFirst == .tcp(23))
    #expect(common.firstPlaces == 5)
  }

  @Test("Nothing is common to one sensor, nor to one that was heard and one that was not")
  func single() throws {
    let one = try Self.ranking(.domestic, "23/TCP 80/TCP")
    let silent = CommonLabels.Ranking(group: .domestic, labels: [])
    for rankings in [[], [one], [one, silent]] {
      let common = CommonLabels(rankings)
      #expect(common.groups.isEmpty)
      #expect(common.allButOne.isEmpty)
      #expect(common.mostOftenFirst == nil)
      #expect(common.firstPlaces == 0)
    }
  }

  @Test("A group that is all sensors, or one of them, has no facts of its own")
  func smallGroups() throws {
    let text = "23/TCP 80/TCP"
    let same = CommonLabels([
      try Self.ranking(.domestic, text), try Self.ranking(.domestic, text),
    ])
    #expect(same.groups.map(\.group) == [nil])
    #expect(same.groups.map(\.commonPlaces) == [2])
    let apart = CommonLabels([
      try Self.ranking(.domestic, text), try Self.ranking(.overseas, "80/TCP 23/TCP"),
    ])
    #expect(apart.groups.map(\.group) == [nil])
    #expect(apart.groups.map(\.commonPlaces) == [0])
    #expect(apart.mostOftenFirst == nil)
  }

  @Test("Of labels that are first equally often the lower port is named")
  func tiesOfFirst() throws {
    let common = CommonLabels([
      try Self.ranking(nil, "80/TCP"), try Self.ranking(nil, "23/TCP"),
      try Self.ranking(nil, "80/TCP"), try Self.ranking(nil, "23/TCP"),
    ])
    #expect(common.mostOftenFirst == .tcp(23))
    #expect(common.firstPlaces == 2)
  }
}
