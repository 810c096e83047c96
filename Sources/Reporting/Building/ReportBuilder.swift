public import Analysis
public import Disclosure

/// Makes documents of the facts of a period.
///
/// It takes facts that passed the gate only, so that whatever it writes may be seen by their audience.
public struct ReportBuilder: Sendable {
  /// The language of the documents.
  public var language: Language
  /// The layout of the sensors' rankings.
  public var layout: SensorLayout
  /// What the analyst wrote.
  public var editorial: Editorial
  /// Where data about addresses come from, one line each.
  public var provenance: [String]

  /// A builder of documents.
  public init(
    language: Language,
    layout: SensorLayout = .rows,
    editorial: Editorial = Editorial(),
    provenance: [String] = []
  ) {
    self.language = language
    self.layout = layout
    self.editorial = editorial
    self.provenance = provenance
  }

  /// The document of a kind.
  ///
  /// - Parameters:
  ///   - kind: What it is about.
  ///   - facts: The facts.
  /// - Returns: A document, with a reason wherever a part has nothing to show.
  public func document(_ kind: ReportKind, of facts: Disclosed<ReportFacts>) -> ReportDocument {
    let parts = ReportParts(facts, language: language, layout: layout)
    let sections: [ReportSection?] =
      switch kind {
      case .quarterly:
        [
          parts.overview, parts.topPorts, parts.topRegions, parts.phenomena, parts.populations,
          parts.estimates, parts.coverage, parts.definitions,
        ]
      case .overflow:
        [
          parts.miraiHosts, parts.averages, parts.sensorTops, parts.vantage, parts.products,
          parts.coverage, parts.definitions,
        ]
      }
    var document = ReportDocument(
      language: language,
      title: parts.title(kind),
      subtitle: parts.subtitle,
      mark: facts.audience == .operators ? parts.mark : nil,
      sections: sections.compactMap(\.self),
      sources: provenance + parts.sources
    )
    editorial.place(in: &document)
    return document
  }
}
