/// The counts of one subject in each bin.
public struct SubjectSeries: Hashable, Sendable {
  /// The subject.
  public let subject: SeriesSubject
  private let counts: [[Double]]

  /// The counts of a subject.
  ///
  /// - Parameters:
  ///   - subject: The subject.
  ///   - span: The bins.
  ///   - counts: By measure a value a bin; what is missing, negative or no number counts as 0, what lies behind the bins is
  ///     left out.
  public init(_ subject: SeriesSubject, _ span: SeriesSpan, _ counts: [SeriesMeasure: [Double]]) {
    self.subject = subject
    self.counts = SeriesMeasure.allCases.map { measure in
      var values = (counts[measure] ?? []).prefix(span.count).map {
        $0.isFinite && $0 > 0 ? min($0, Self.most) : 0
      }
      values.append(contentsOf: repeatElement(0, count: span.count - values.count))
      return values
    }
  }

  /// The counts of a measure, by bin.
  public subscript(measure: SeriesMeasure) -> [Double] {
    switch measure {
    case .packets: counts[0]
    case .sources: counts[1]
    case .sensors: counts[2]
    }
  }

  /// More than anybody can receive in a day; so much that sums stay exact.
  private static let most = 1e15
}
