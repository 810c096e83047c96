import Analysis
import Schema
import Testing

@Suite("Top labels (docs/definitions/TopLabels.md)")
struct RankedLabelTests {
  /// The worked example: four labels share second place.
  static let counts = [
    LabelCount(label: .icmp, packets: 30), LabelCount(label: .tcp(80), packets: 10),
    LabelCount(label: .udp(53), packets: 30), LabelCount(label: .tcp(23), packets: 40),
    LabelCount(label: .tcp(53), packets: 30), LabelCount(label: .tcp(22), packets: 30),
  ]

  @Test("Ties go to the lower port, then to TCP before UDP, and protocols come last")
  func ties() {
    let top = RankedLabel.top(5, of: Self.counts)
    #expect(top.map(\.label.description) == ["23/TCP", "22/TCP", "53/TCP", "53/UDP", "ICMP"])
    #expect(top.map(\.rank) == [1, 2, 3, 4, 5])
    #expect(top.map(\.packets) == [40, 30, 30, 30, 30])
  }

  @Test("The order in which labels are given does not matter")
  func order() {
    let expected = RankedLabel.top(5, of: Self.counts)
    #expect(RankedLabel.top(5, of: Self.counts.reversed()) == expected)
    #expect(RankedLabel.top(5, of: Self.counts.sorted { $0.label < $1.label }) == expected)
  }

  @Test("There are no more places than labels")
  func fewer() {
    #expect(RankedLabel.top(10, of: Self.counts).count == 6)
    #expect(RankedLabel.top(10, of: []).isEmpty)
    #expect(RankedLabel.top(0, of: Self.counts).isEmpty)
  }
}
