/// A figure: a Vega-Lite specification that carries its data, and what stands around it.
///
/// Everyone who shows it (page, report, interface) uses the same specification, so that it can be opened, checked and used again.
public struct Figure: Hashable, Sendable {
  /// Its name in files and links, the same in every language: `mirai-hosts-by-region`.
  public var id: String
  /// The caption: quantity and population.
  public var title: String
  /// For who cannot see it: what it shows and what is to be seen in it.
  public var description: String
  /// The Vega-Lite specification, as JSON with sorted keys.
  public var specification: String

  /// A figure.
  public init(id: String, title: String, description: String, specification: String) {
    self.id = id
    self.title = title
    self.description = description
    self.specification = specification
  }
}
