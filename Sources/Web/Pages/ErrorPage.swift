import Reporting

/// The page of an error: one sentence, and where to go on.
enum ErrorPage {
  static func page(_ error: WebError, _ language: Language) -> Page {
    Page(
      Words.error(error.status)[language],
      [
        Page.Section(
          id: "error",
          heading: "\(error.status)",
          blocks: [
            .notice(error.description),
            .links([Page.Link(text: Words.backToOverview[language], target: "/")]),
          ]
        )
      ]
    )
  }

  /// What stands around it, whoever reads.
  static func frame(_ language: Language) -> PageFrame { PageFrame(language) }
}
