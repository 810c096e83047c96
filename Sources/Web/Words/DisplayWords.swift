import Reporting

/// The words of how pages look.
enum DisplayWords {
  static let display = Phrase("Display", "表示設定")
  static let ground = Phrase("Theme", "配色")
  static let zone = Phrase("Times stand in", "時刻の表示")
  static let reporting = Phrase("the reporting zone", "集計のタイムゾーン")
  static let other = Phrase("another zone, named below", "下で指定するタイムゾーン")
  static let named = Phrase("Another zone, as Europe/Berlin", "タイムゾーン名（例 Europe/Berlin）")
  static let keep = Phrase("Keep", "保存")

  /// What is not chosen here.
  static func days(_ zone: String) -> Phrase {
    Phrase(
      "Times of day stand in the zone that is chosen here, with UTC beside. Days stay those of the reporting zone, \(zone): counts are made by its days. The choice is kept in this browser for a year.",
      "時刻はここで選んだタイムゾーンで表示し、UTCを併記します。日付は集計のタイムゾーン（\(zone)）のままです。設定はこのブラウザーに1年間保存されます。"
    )
  }

  /// What a ground is called.
  static func ground(_ ground: FigureTheme.Ground) -> Phrase {
    switch ground {
    case .auto: Phrase("as the system", "システムに合わせる")
    case .light: Phrase("light", "ライト")
    case .dark: Phrase("dark", "ダーク")
    }
  }
}
