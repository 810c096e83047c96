import Store

extension RowOrigin {
  /// Where the rows of a table came from, for its note; `description` is that of the command line.
  var phrase: Phrase {
    let (summarised, raw) = (summarisedDays, rawDays)
    let japanese =
      switch (summarised, raw) {
      case (0, 0): "期間中にパケットのある日がありません。"
      case (0, _): "\(raw)日分の個別パケットから集計"
      case (_, 0): "\(summarised)日分の日別集計から"
      default: "\(summarised)日分の日別集計と\(raw)日分の個別パケットから"
      }
    return Phrase(description, japanese)
  }
}
