import Reporting
import Schema

/// What is new on a day, as a part of the first page.
struct NewsSection {
  let news: DayNews
  let request: WebRequest

  var section: Page.Section {
    let language = request.language
    let heading = NewsWords.since("\(news.day)")[language]
    var blocks: [Page.Block] = [.notice(NewsWords.nothing[language])]
    if !news.items.isEmpty { blocks = [.table(table(heading))] }
    blocks.append(
      .links([
        Page.Link(
          text: DrawingWords.definition[language],
          target: "\(DefinitionsPage.path)/DayNews"
        )
      ])
    )
    return Page.Section(id: "news", heading: heading, blocks: blocks, isWide: true)
  }

  private func table(_ caption: String) -> PageTable {
    let language = request.language
    return PageTable(
      caption: caption,
      columns: [
        .init(Words.port[language]), .init(NewsWords.change[language]),
        .init(NewsWords.sensorsHit[language], isNumeric: true),
        .init(NewsWords.days[language]),
      ],
      rows: news.items.map { item in
        [
          .row("\(item.label)", to: link(item)), PageTable.Cell(words(item)[language]),
          PageTable.Cell("\(item.sensors) / \(item.listening)"),
          PageTable.Cell(Sparkline.text(item.rates)),
        ]
      }
    )
  }

  /// The port over the eleven days.
  private func link(_ item: DayNews.Item) -> String {
    let first = CivilDay(number: news.day.number - DayComparison.daysBefore)
    let query = request.query.query(
      without: ["port", "lang", "sort", "period"],
      adding: [("period", "\(first)..\(news.day)"), ("port", "\(item.label)")]
    )
    return "/ports?\(query)"
  }

  private func words(_ item: DayNews.Item) -> Phrase {
    let factor = item.factor.map(NumberText.factor) ?? ""
    return switch item.kind {
    case .appeared: NewsWords.appeared
    case .entered: NewsWords.entered(DayNews.limit, factor)
    case .rose: NewsWords.rose(factor)
    case .fell: NewsWords.fell(factor)
    }
  }
}
