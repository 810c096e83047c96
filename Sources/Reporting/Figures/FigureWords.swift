/// The words that figures themselves add, in one language.
struct FigureWords: Hashable, Sendable {
  /// All that have no line of their own.
  var others: String
  /// The name of the strip under a time series.
  var coverage: String
  /// What the marks of that strip mean.
  var coverageStates: [DayCoverage.State: String]
  /// What a mark over the strip means.
  var lost: String
  /// What stands before the source.
  var source: String
  /// What the marks of changes mean.
  var changeKey: String
  /// What a hatched cell, or a change that is not there, means.
  var missing: String

  /// The words of a language.
  init(_ language: Language) {
    switch language {
    case .en:
      others = "others"
      coverage = "Coverage"
      coverageStates = [.full: "all sensors", .partial: "part", .none: "none"]
      lost = "packets lost"
      source = "Source: "
      changeKey = "▲ ▼ clear change; ○ may be chance; line: 95 % interval"
      missing = "no value"
    case .ja:
      others = "その他"
      coverage = "観測状況"
      coverageStates = [.full: "全センサー", .partial: "一部", .none: "なし"]
      lost = "パケットの取りこぼしあり"
      source = "出典："
      changeKey = "▲ ▼ 明らかな変化、○ 偶然の範囲、線は95 %区間"
      missing = "値なし"
    }
  }
}
