/// The words of the comparison.
enum CompareWords {
  static let compare = Phrase("Compare", "比較")
  static let sideA = Phrase("Sensors of side A", "A側のセンサー")
  static let sideB = Phrase("Sensors of side B", "B側のセンサー")
  static let periodA = Phrase("Period of side A", "A側の期間")
  static let periodB = Phrase("Period of side B", "B側の期間")
  static let sides = Phrase("The two sides", "比較対象")
  static let side = Phrase("Side", "側")
  static let ranks = Phrase("Ranks in both", "両側の順位")
  static let agreement = Phrase("Agreement of the rankings", "順位の一致度")
  static let overlap = Phrase("Rank-biased overlap", "順位重複度（RBO）")
  static let onlyA = Phrase("In the top of A, and never at B", "A側の上位にあり、B側では未観測")
  static let onlyB = Phrase("In the top of B, and never at A", "B側の上位にあり、A側では未観測")
  static let nothingOnly = Phrase("None: what one side ranks, the other heard too.", "ありません。")
  static let lens = Phrase("What the difference bears", "差異についていえること")
  static let nothingClear = Phrase(
    "Nothing of the labels that are compared here differs clearly between the two sides.",
    "ここで比較した宛先ポート番号のうち、両側で明らかに異なるものはありません。"
  )
  static let otherDays = Phrase(
    "The lens compares sensors over the same days: choose the same period for both sides.",
    "差異の判定は同じ日どうしで行います。両側に同じ期間を指定してください。"
  )
  static let sharedSensors = Phrase(
    "The lens compares different sensors: at least one sensor is on both sides.",
    "差異の判定は異なるセンサーどうしで行います。両側に同じセンサーが含まれています。"
  )
  static let filtered = Phrase(
    "The lens compares all packets of the sensors: leave the other filters out.",
    "差異の判定はセンサーの全パケットについて行います。ほかの条件を外してください。"
  )
  static let tooLong = Phrase(
    "The lens compares at most 400 days: choose a shorter period.",
    "差異の判定は400日までです。期間を短くしてください。"
  )
  static let perDay = Phrase("Packets per sensor-day", "1センサー1日あたりのパケット数")
  static let note = Phrase(
    "1 is the same order; the first ten places have 86 % of the weight.",
    "1は完全に同じ順位を表し、上位10位までが重みの86 %を占めます。"
  )

  /// A column of one side.
  static func rank(_ side: String) -> Phrase { Phrase("Rank \(side)", "順位 \(side)") }
  /// A column of one side.
  static func packets(_ side: String) -> Phrase { Phrase("Packets \(side)", "パケット数 \(side)") }
}
