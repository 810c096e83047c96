/// What stands around the data of a figure, in one language.
public struct FigureFrame: Hashable, Sendable {
  /// Its name in files and links, the same in every language: `mirai-hosts-by-region`.
  public var id: String
  /// The language of all its text.
  public var language: Language
  /// The quantity and its population.
  public var title: String
  /// Period, sensors and unit.
  public var subtitle: String
  /// For who cannot see it: what it shows and what is to be seen in it.
  public var description: String
  /// Where data and rules come from, at the foot.
  public var source: String

  /// What stands around a figure.
  public init(
    id: String,
    language: Language,
    title: String,
    subtitle: String,
    description: String,
    source: String
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.subtitle = subtitle
    self.description = description
    self.source = source
  }
}
