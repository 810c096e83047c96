/// A product to which sources were traced.
public struct ProductFact: Hashable, Sendable, Codable {
  /// The product's name.
  public var name: String
  /// Distinct sources; nil where they are withheld.
  public var sources: UInt64?

  /// A product with its sources.
  public init(name: String, sources: UInt64?) {
    self.name = name
    self.sources = sources
  }
}
