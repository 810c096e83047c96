/// A capture to be counted, and the sensor that made it.
public struct TallyInput: Hashable, Sendable {
  /// Whose frames a capture holds.
  public enum Assignment: Hashable, Sendable {
    /// One sensor's, whatever the capture says.
    case sensor(String)
    /// Each interface's own, where the capture names it; else one sensor's.
    case interfaces(otherwise: String)
  }

  /// The file, or - for standard input.
  public var path: String
  /// Whose frames it holds.
  public var assignment: Assignment

  /// A capture of some sensors.
  public init(path: String, assignment: Assignment) {
    self.path = path
    self.assignment = assignment
  }
}
