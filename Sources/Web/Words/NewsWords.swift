/// The words of what is new on a day.
enum NewsWords {
  static let what = Phrase("What is new", "新たな動き")
  static let change = Phrase("Against the 10 days before", "前10日間との比較")
  static let sensorsHit = Phrase("Sensors that hear it twofold", "2倍以上となったセンサー")
  static let days = Phrase("11 days", "11日間")
  static let appeared = Phrase("nothing in the 10 days before", "前10日間は観測なし")
  static let nothing = Phrase(
    "No port among the first 20 rose or fell twofold, or is new there, against the 10 days before.",
    "上位20のうち、前10日間と比べて2倍以上の増減または新規に上位となった宛先ポート番号はありません。"
  )

  /// What is new since which day.
  static func since(_ day: String) -> Phrase {
    Phrase("New on \(day)", "\(day)の新たな動き")
  }

  /// By how much it rose.
  static func rose(_ factor: String) -> Phrase {
    Phrase("rose \(factor)-fold", "\(factor)倍に増加")
  }

  /// To how much it fell.
  static func fell(_ factor: String) -> Phrase {
    Phrase("fell to \(factor) of it", "\(factor)に減少")
  }

  /// It is among the first, and was not.
  static func entered(_ limit: Int, _ factor: String) -> Phrase {
    Phrase("new in the top \(limit), \(factor)-fold", "上位\(limit)に新規、\(factor)倍")
  }
}
