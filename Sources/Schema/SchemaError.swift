/// Why words of a question were refused: where, what was found, and the valid form.
public struct SchemaError: Error, Hashable, Sendable {
  /// The option or argument: `--period`.
  public var place: String
  /// What was found.
  public var problem: String
  /// What the reader of the message can write instead.
  public var remedy: String

  /// A refusal of what stands in a place.
  public init(place: String, problem: String, remedy: String) {
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }
}

extension SchemaError: CustomStringConvertible {
  /// One sentence: `--region: "Brazil" is no region; write two letters of ISO 3166-1, such as BR`.
  public var description: String { "\(place): \(problem); \(remedy)" }
}
