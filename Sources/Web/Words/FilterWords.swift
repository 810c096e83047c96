/// The words of the filter bar.
enum FilterWords {
  static let bar = Phrase("Filter", "絞り込み")
  static let show = Phrase("Show", "表示")
  static let clear = Phrase("Clear", "条件を消す")
  static let copy = Phrase("Copy link", "リンクをコピー")
  static let copied = Phrase("Copied", "コピーしました")
  static let everyone = Phrase("What everyone sees", "一般公開の内容")
  static let periodHint = Phrase("2024-Q3, 2024-07-15", "2024-Q3, 2024-07-15")

  /// What a field is called.
  static func label(_ name: String) -> Phrase {
    switch name {
    case "period": Words.period
    case "sensors": Words.sensors
    case "region": Phrase("Region", "送信元地域")
    case "network": Phrase("Network", "ネットワーク")
    case "port": Words.port
    case "tag": Phrase("Tag", "タグ")
    case "class": Phrase("Class", "種別")
    case "source": Phrase("Source", "送信元")
    default: Phrase("Stack", "スタック")
    }
  }

  /// How a field is written.
  static func hint(_ name: String) -> String {
    switch name {
    case "period": "2024-Q3"
    case "sensors": "domestic"
    case "region": "BR,CN"
    case "network": "AS64500"
    case "port": "23/TCP"
    case "tag": "mirai"
    case "class": "scan"
    case "source": "192.0.2.0/24"
    default: "1024:2:1460:"
    }
  }
}
