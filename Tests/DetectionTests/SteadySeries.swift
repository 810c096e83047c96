import Schema

@testable import Detection

/// Series in which nothing happens but chance, as good as Poisson's, the same in every run.
struct SteadySeries {
  private var state: UInt64

  init(seed: UInt64 = 1) {
    state = seed
  }

  /// A number in 0..<1.
  mutating func unit() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }

  /// A count of a mean: twelve uniform numbers make a normal one.
  mutating func count(_ mean: Double) -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return max(0, (mean + sum * mean.squareRoot()).rounded())
  }

  /// Counts of some means.
  mutating func counts(_ means: [Double]) -> [Double] { means.map { count($0) } }

  /// 2024-01-01, a Monday.
  static let firstDay = 19_723

  static func days(_ count: Int) -> SeriesSpan {
    SeriesSpan(step: .day, first: firstDay, count: count)
  }

  static func hours(_ days: Int) -> SeriesSpan {
    SeriesSpan(step: .hour, first: firstDay * 24, count: days * 24)
  }

  /// Forty labels with a steady mean each, of which some are changed.
  mutating func set(
    _ span: SeriesSpan,
    mean: Double = 200,
    listening: ListeningSeries? = nil,
    _ change: (Int, Int) -> Double = { _, _ in 1 }
  ) -> SeriesSet {
    let listening = listening ?? ListeningSeries(span, constant: 10)
    let subjects = (0..<40).map { label in
      let means = (0..<span.count).map {
        mean * change(label, $0) * listening.time[$0] / 10
      }
      return SubjectSeries(
        .label(.tcp(UInt16(label))),
        span,
        [
          .packets: counts(means), .sources: counts(means.map { $0 / 2 }),
          .sensors: means.indices.map { min(listening.time[$0], 10) },
        ]
      )
    }
    return SeriesSet(subjects, listening)
  }

  /// All that is found from a day of the span on.
  static func found(_ set: SeriesSet, from day: Int) -> [SeriesChange] {
    let last = max(firstDay + day, set.span.step.day(of: set.span.bins.last ?? 0))
    return DetectionRun().changes(in: [set], on: firstDay + day...last)
  }
}
