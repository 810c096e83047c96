public import Schema

/// Series of the same bins, with the listening behind them.
public struct SeriesSet: Sendable {
  /// The bins.
  public let span: SeriesSpan
  /// How much all sensors listened.
  public let listening: ListeningSeries
  /// The series, each subject once.
  public let subjects: [SubjectSeries]
  private let groups: [SensorGroup: ListeningSeries]

  /// Some series; of a subject that comes twice, the first.
  ///
  /// - Parameters:
  ///   - subjects: The series, of the bins of the listening.
  ///   - listening: How much all sensors listened.
  ///   - groups: How much the sensors of each group listened.
  public init(
    _ subjects: [SubjectSeries],
    _ listening: ListeningSeries,
    groups: [SensorGroup: ListeningSeries] = [:]
  ) {
    span = listening.span
    self.listening = listening
    self.groups = groups
    var known: Set<SeriesSubject> = []
    self.subjects = subjects.filter { known.insert($0.subject).inserted }
  }

  /// The listening that bears a subject's counts.
  public func listening(for subject: SeriesSubject) -> ListeningSeries {
    guard case .group(let group) = subject else { return listening }
    return groups[group] ?? listening
  }
}
