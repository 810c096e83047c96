/// What is wrong with a scenario, where, and what to write instead.
public struct SimulationError: Error, Hashable, Sendable {
  /// The scenario's file, as it was named.
  public var file: String
  /// The line that is wrong, from 1, if the mistake has one.
  public var line: Int?
  /// The keys that lead to the mistake, such as `populations[2].headers`; empty for the whole file.
  public var place: String
  /// What is wrong.
  public var problem: String
  /// What mends it.
  public var remedy: String
}

extension SimulationError: CustomStringConvertible {
  /// One sentence: where, what, remedy.
  public var description: String {
    var text = file
    if let line { text += ", line \(line)" }
    if !place.isEmpty { text += ", \(place)" }
    return "\(text): \(problem); \(remedy)."
  }
}
