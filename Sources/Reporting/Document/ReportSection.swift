/// A part of a document, with a heading.
public struct ReportSection: Hashable, Sendable {
  /// The name under which links reach it, the same in every language: `mirai-hosts`.
  public var id: String
  /// The heading.
  public var heading: String
  /// What it contains, in order.
  public var blocks: [ReportBlock]

  /// A part.
  public init(id: String, heading: String, blocks: [ReportBlock]) {
    self.id = id
    self.heading = heading
    self.blocks = blocks
  }
}
