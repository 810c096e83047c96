/// What a tag says of a packet, and where that was published.
public struct TagMeaning: Hashable, Sendable {
  /// The tag: `mirai`.
  public var id: String
  /// What it finds, in a few words.
  public var name: String
  /// The conditions as the rules word them.
  public var condition: String
  /// Where the rule was published.
  public var source: String

  /// A tag.
  public init(id: String, name: String, condition: String, source: String) {
    self.id = id
    self.name = name
    self.condition = condition
    self.source = source
  }
}
