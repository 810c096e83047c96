import Reporting

/// A page in one language before it has a form: final text, tables, figures and forms.
struct Page: Hashable, Sendable {
  /// What a section is made of.
  enum Block: Hashable, Sendable {
    case paragraph(String)
    /// What limits the numbers, or why something is not there.
    case notice(String)
    case table(PageTable)
    case figure(PageFigure)
    case calendar(PageCalendar)
    case form(PageForm)
    /// Where to go on.
    case links([Link])
    /// Where to go on, one under the other.
    case list([Link])
    /// Something to copy.
    case secret(String)
    /// Text with headings and tables that is part of the program, as HTML.
    case text(String)
    /// What is counted now, where the browser runs our module.
    case live
  }

  /// A link.
  struct Link: Hashable, Sendable {
    var text: String
    var target: String
    /// The language of its text; nil for that of the page.
    var language: Language?
  }

  /// A part of a page.
  struct Section: Hashable, Sendable {
    var id: String
    var heading: String
    var blocks: [Block]
    /// Whether it takes the whole width.
    var isWide = false
  }

  var title: String
  /// The language of its title; nil for that of the page.
  var titleLanguage: Language?
  /// Period, zone and sensors.
  var subtitle = ""
  /// The filter bar, where there is one.
  var filter: PageForm?
  var sections: [Section]

  /// A page of sections.
  init(_ title: String, subtitle: String = "", filter: PageForm? = nil, _ sections: [Section]) {
    self.title = title
    self.subtitle = subtitle
    self.filter = filter
    self.sections = sections
  }

  /// Whether it shows a drawn figure.
  var hasPictures: Bool {
    sections.contains { section in
      section.blocks.contains { block in
        if case .figure(let figure) = block { figure.picture != nil } else { false }
      }
    }
  }

  /// Whether it has a form that changes something.
  var changes: Bool {
    sections.contains { section in
      section.blocks.contains { block in
        switch block {
        case .form(let form): !form.asks
        case .table(let table): table.rows.contains { $0.contains { $0.form != nil } }
        default: false
        }
      }
    }
  }
}
