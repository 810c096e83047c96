/// Why a report, or a part of it, could not be made, as one sentence with its remedy.
public struct ReportingError: Error, Hashable, Sendable {
  /// Where: a file, a figure, a program.
  public var place: String
  /// What went wrong.
  public var problem: String
  /// What the reader of the sentence can do.
  public var remedy: String

  /// An error at a place.
  public init(place: String, problem: String, remedy: String) {
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }
}

extension ReportingError: CustomStringConvertible {
  /// The sentence: place, problem, remedy.
  public var description: String { "\(place): \(problem); \(remedy)" }
}
