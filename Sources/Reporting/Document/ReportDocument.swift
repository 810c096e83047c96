/// A document in one language before it has a form: what HTML, PDF and Markdown are made from.
///
/// All text is final: numbers are formatted, sentences are whole. It is not escaped for any form.
public struct ReportDocument: Hashable, Sendable {
  /// The language of its text.
  public var language: Language
  /// The title.
  public var title: String
  /// The line under the title: period, zone of its days, sensors.
  public var subtitle: String
  /// The mark of a document that must not be published, nil on one that passed the gate.
  public var mark: String?
  /// Its parts, in order.
  public var sections: [ReportSection]
  /// What stands at the foot of it: where data and rules come from, one line each.
  public var sources: [String]

  /// A document.
  public init(
    language: Language,
    title: String,
    subtitle: String,
    mark: String? = nil,
    sections: [ReportSection] = [],
    sources: [String] = []
  ) {
    self.language = language
    self.title = title
    self.subtitle = subtitle
    self.mark = mark
    self.sections = sections
    self.sources = sources
  }
  /// Its figures, in order.
  var figures: [Figure] {
    sections.flatMap(\.blocks).compactMap { block in
      if case .figure(let figure) = block { figure } else { nil }
    }
  }
}
