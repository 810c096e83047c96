import Registry
import Reporting

/// What stands around every page: where else to go, in which language, and who reads.
struct PageFrame: Sendable {
  var language: Language
  /// The path of the page.
  var path: String
  /// The page's query, without the language.
  var query: String
  /// Who reads; nil for everyone.
  var account: Account?
  /// Shows that a form comes from this page.
  var formToken: String
  /// Whether a reader with an account sees what everyone sees.
  var isPublicView: Bool
  /// How the reader wants pages.
  var display = Display()

  /// The frame of an answer to a request.
  init(_ request: WebRequest) {
    language = request.language
    path = request.path
    query = request.query.query(without: ["lang"])
    account = request.reader.account
    formToken = request.formToken
    isPublicView = request.query["view"] == "public"
    display = request.display
  }

  /// The frame of a page that is for nobody in particular.
  init(_ language: Language) {
    self.language = language
    path = "/"
    query = ""
    formToken = ""
    isPublicView = false
  }

  /// The pages of the reader, with their names.
  var pages: [Page.Link] {
    var pages = [
      Page.Link(text: Words.overview[language], target: "/"),
      Page.Link(text: Words.ports[language], target: "/ports"),
      Page.Link(text: RankingWords.regions[language], target: "/regions"),
    ]
    if account != nil {
      pages += [
        Page.Link(text: RankingWords.networks[language], target: "/networks"),
        Page.Link(text: SourceWords.sources[language], target: SourcesPage.path),
        Page.Link(text: RankingWords.tags[language], target: "/tags"),
        Page.Link(text: RankingWords.stacks[language], target: "/stacks"),
      ]
    }
    pages += [
      Page.Link(text: Words.sensors[language], target: "/sensors"),
      Page.Link(text: CompareWords.compare[language], target: "/compare"),
      Page.Link(text: ReportPageWords.reports[language], target: "/reports"),
    ]
    if account != nil {
      pages.append(Page.Link(text: QualityWords.quality[language], target: "/quality"))
    }
    if account?.role == .admin {
      pages += [
        Page.Link(text: AdminWords.enrolment[language], target: "/enrolment"),
        Page.Link(text: AdminWords.rules[language], target: "/rules"),
        Page.Link(text: AdminWords.tokensEntry[language], target: "/tokens"),
        Page.Link(text: Words.accounts[language], target: "/accounts"),
        Page.Link(text: Words.audit[language], target: "/audit"),
      ]
    }
    return pages
  }

  /// Where the reader chooses how pages look, and comes back from.
  var displayLink: String {
    let here = query.isEmpty ? path : "\(path)?\(query)"
    return path == DisplayPage.path
      ? path : "\(DisplayPage.path)?next=\(FormFields.encoded(here))"
  }
}
