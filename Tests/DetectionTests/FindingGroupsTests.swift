import Foundation
import Schema
import Testing

@testable import Detection

@Suite("Findings (docs/definitions/Finding.md)")
struct FindingGroupsTests {
  private static func change(
    _ subject: SeriesSubject,
    day: Int = 100,
    kind: SeriesChange.Kind = .rise,
    observed: Double = 300,
    expected: Double = 100,
    probability: Double = 1e-9
  ) -> SeriesChange {
    SeriesChange(
      subject: subject,
      kind: kind,
      step: .day,
      family: "days",
      first: day,
      last: day,
      detected: day,
      evidence: [
        SeriesChange.Evidence(
          measure: .packets,
          width: 1,
          bin: day,
          observed: observed,
          expected: expected,
          probability: probability
        )
      ]
    )
  }

  private static let port = SeriesSubject.label(.tcp(8728))
  private static let network = SeriesSubject.network(64_500)

  @Test("A label and the network that makes most of its rise are one finding")
  func sameEvent() throws {
    let changes = [
      Self.change(Self.network, observed: 500, expected: 300), Self.change(Self.port),
      Self.change(.label(.tcp(22))),
    ]
    let findings = FindingGroups().findings(
      changes,
      [
        1: Explanation([
          Contribution(.network, "AS64500", observed: 190, expected: 28, of: 200),
          Contribution(.region, "BR", observed: 60, expected: 30, of: 200),
          Contribution(.label, "8728/TCP", observed: 300, expected: 100, of: 200),
          Contribution(.sensor, "tokyo", observed: 30, expected: 20, of: 200),
        ])
      ]
    )
    #expect(findings.count == 2)
    let finding = try #require(findings.first { $0.changes.count == 2 })
    // Threefold is more than 1.7-fold.
    #expect(finding.subject == Self.port)
    #expect(finding.identity == "rise/label:8728/TCP/1970-04-11T00:00:00Z")
    // (190 - 28) / 200, 30 / 200; of itself nothing, and 10 / 200 is too little.
    #expect(finding.contributions.map(\.identity) == ["network:AS64500", "region:BR"])
    #expect(finding.contributions.map(\.share) == [0.81, 0.15])
    #expect(
      finding.sentence
        == "8728/TCP rose in packets: 300, expected 100, with 1 other series; 81 % of it is network AS64500."
    )
  }

  @Test("One cause of many changes makes one finding: a flooding sensor, a single source")
  func commonCause() {
    let changes = (0..<30).map { Self.change(.label(.tcp(UInt16($0)))) }
    let cause = Explanation([
      Contribution(.sensor, "lima", observed: 195, expected: 5, of: 200)
    ])
    let findings = FindingGroups().findings(
      changes,
      Dictionary(uniqueKeysWithValues: changes.indices.map { ($0, cause) })
    )
    #expect(findings.map(\.changes.count) == [30])
  }

  @Test("A rise and a fall, and what is days apart, are not the same event")
  func different() {
    let findings = FindingGroups().findings([
      Self.change(Self.port), Self.change(Self.port, kind: .fall),
      Self.change(Self.port, day: 104),
    ])
    #expect(findings.count == 3)
    #expect(Set(findings.map(\.identity)).count == 3)
  }

  @Test("Ten findings a day at most: the tenth stands for the weaker rest")
  func cap() throws {
    let changes = (0..<40).map {
      Self.change(.label(.tcp(UInt16($0))), probability: 1e-9 * Double($0 + 1))
    }
    let findings = FindingGroups().findings(changes)
    #expect(findings.count == 10)
    let storm = try #require(findings.first { $0.kind == .storm })
    #expect(storm.count == 31)
    #expect(storm.identity == "storm/1970-04-11")
    #expect(findings.filter { $0.kind != .storm }.allSatisfy { $0.probability < 9.5e-9 })
  }

  @Test("A rise that ends becomes a burst and keeps its identity")
  func identity() {
    let rise = FindingGroups().findings([Self.change(Self.port)])
    let burst = FindingGroups().findings([Self.change(Self.port, kind: .burst)])
    #expect(rise.map(\.identity) == burst.map(\.identity))
  }

  @Test("A finding survives JSON")
  func json() throws {
    let findings = FindingGroups().findings(
      [Self.change(.region(Region("IR") ?? .unknown), kind: .fall, observed: 20)],
      [0: Explanation([], verdict: .blackout)]
    )
    let data = try JSONEncoder().encode(findings)
    #expect(try JSONDecoder().decode([Finding].self, from: data) == findings)
    #expect(findings.map(\.kind) == [.blackout])
    #expect(
      findings.map(\.sentence) == ["Region IR lost its sources in packets: 20, expected 100."]
    )
  }
}
