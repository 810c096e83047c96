/// Why the centre cannot do its work, as one sentence with its remedy.
public struct CollectorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, the address or the upload.
  public var place: String
  /// The rule that was broken.
  public var rule: String
  /// What the operator can do.
  public var remedy: String

  /// A fault of a place.
  public init(place: String, rule: String, remedy: String) {
    self.place = place
    self.rule = rule
    self.remedy = remedy
  }

  /// The sentence.
  public var description: String { "\(place): \(rule); \(remedy)" }
}
