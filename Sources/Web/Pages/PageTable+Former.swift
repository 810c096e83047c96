import Analysis
import Reporting
import Store

extension PageTable.Cell {
  /// Where a row stood before.
  ///
  /// - Parameters:
  ///   - rank: The former place.
  ///   - limit: How many places there were.
  ///   - language: The language.
  /// - Returns: A place, or words, or no value.
  static func former(_ rank: FormerRank?, limit: Int, _ language: Language) -> PageTable.Cell {
    switch rank {
    case .place(let place): .count(place)
    case .beyond: PageTable.Cell(Words.beyond(limit)[language])
    case .new: PageTable.Cell(Words.new[language])
    case nil: PageTable.Cell(nil)
    }
  }
}

extension FormerRank {
  /// The former place in an answer of the store.
  init(_ rank: TopAnswer.PreviousRank) {
    self =
      switch rank {
      case .place(let place): .place(place)
      case .beyond: .beyond
      case .new: .new
      }
  }
}
