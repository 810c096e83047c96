/// Why a policy was refused: where, what was found, and the valid form.
public struct DisclosureError: Error, Hashable, Sendable {
  /// The key of the policy: `disclosure.sensors`.
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

extension DisclosureError: CustomStringConvertible {
  /// One sentence: `disclosure.sensors: 1 is out of range; write a number from 2 to 1000`.
  public var description: String { "\(place): \(problem); \(remedy)" }
}
