import Schema
import Testing

@testable import Store
@testable import Web

@Suite("News of a day")
struct DayNewsTests {
  // 2024-07-15 and the ten days before it.
  private static let day = CivilDay(number: 19_919)

  private static func coverage(_ sensors: [String]) -> [SensorCoverage] {
    (0...10).flatMap { back in
      sensors.map { sensor in
        SensorCoverage(
          sensor: sensor,
          day: CivilDay(number: day.number - back),
          covered: 86_400_000_000_000,
          segments: 1,
          packets: 1,
          received: 1,
          dropped: 0
        )
      }
    }
  }

  /// Packets of a label: on each day before at two sensors, and on the day.
  private static func sums(
    _ label: PortLabel,
    before: (UInt64, UInt64),
    on now: (UInt64, UInt64)
  ) -> [LabelSum] {
    (0...10).flatMap { back in
      let (first, second) = back == 0 ? now : before
      return [("a", first), ("b", second)].map { sensor, packets in
        LabelSum(
          sensor: sensor,
          day: CivilDay(number: day.number - back),
          count: LabelCount(label: label, packets: packets)
        )
      }
    }
  }

  @Test("The worked example of the definition")
  func example() {
    let labels: [PortLabel] = [.tcp(8728), .tcp(23), .tcp(22), .tcp(5555)]
    let news = DayNews(
      Self.day,
      Self.sums(labels[0], before: (10, 10), on: (60, 60))
        + Self.sums(labels[1], before: (100, 100), on: (100, 110))
        + Self.sums(labels[2], before: (40, 40), on: (0, 40))
        + Self.sums(labels[3], before: (0, 0), on: (0, 8)),
      top: Set(labels),
      former: Set(labels),
      Self.coverage(["a", "b"])
    )
    #expect(news.items.map(\.label) == [labels[0], labels[3], labels[2]])
    #expect(news.items.map(\.kind) == [.rose, .appeared, .fell])
    #expect(news.items.map(\.factor) == [6, nil, 0.5])
    #expect(news.items.map(\.sensors) == [2, 1, 1])
    #expect(news.items.map(\.listening) == [2, 2, 2])
    #expect(news.items[0].rates == Array(repeating: 10, count: 10) + [60])
  }

  @Test("A label that comes among the first is news when it rose by half, and else is none")
  func entered() {
    let news = DayNews(
      Self.day,
      Self.sums(.tcp(80), before: (10, 10), on: (16, 16))
        + Self.sums(.tcp(81), before: (10, 10), on: (14, 14)),
      top: [.tcp(80), .tcp(81)],
      former: [],
      Self.coverage(["a", "b"])
    )
    #expect(news.items.map(\.label) == [.tcp(80)])
    #expect(news.items.map(\.kind) == [.entered])
    // 1.6 times: no sensor hears it twofold.
    #expect(news.items.map(\.sensors) == [0])
  }

  @Test("A day without listening, or without any before it, has no news")
  func unheard() {
    let sums = Self.sums(.tcp(23), before: (1, 1), on: (9, 9))
    let coverage = Self.coverage(["a", "b"])
    for heard in [coverage.filter { $0.day != Self.day }, coverage.filter { $0.day == Self.day }] {
      let news = DayNews(Self.day, sums, top: [.tcp(23)], former: [], heard)
      #expect(news.items.isEmpty)
    }
  }

  @Test("Numbers as a line of text: from zero to the largest, gaps as blanks")
  func sparkline() {
    #expect(Sparkline.text([0, 1, nil, 7, 3.5]) == "▁▂ █▅")
    #expect(Sparkline.text([0, 0]) == "▁▁")
    #expect(Sparkline.text([]) == "")
  }
}
