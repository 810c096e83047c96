/// The words around figures.
enum DrawingWords {
  static let links = Phrase("The figure in other forms", "図の他の形式")
  static let csv = Phrase("Data (CSV)", "データ（CSV）")
  static let png = Phrase("Image (PNG)", "画像（PNG）")
  static let definition = Phrase("How is this counted", "集計方法")
  static let packetsPerSensorDay = Phrase("packets per sensor-day", "1センサー1日あたりのパケット数")
  static let packetsBySensorGroup = Phrase(
    "Packets per day per sensor, by group of sensors",
    "センサーグループ別の1センサー1日あたりのパケット数"
  )
  static let noGroup = Phrase("no group", "グループなし")
  static let rank = Phrase("rank", "順位")
  static let stepWord = Phrase("Ranked", "順位の単位")
  static let ranks = Phrase("Rank of ports by packets", "宛先ポート番号別パケット数の順位")
  static let portPackets = Phrase(
    "Packets per sensor-day, by port",
    "宛先ポート番号別の1センサー1日あたりのパケット数"
  )

  /// What a map shows.
  static func regionMap(_ measure: RegionView.Measure) -> Phrase {
    switch measure {
    case .packets: Phrase("Packets by source region", "送信元地域別パケット数")
    case .sources: Phrase("Source addresses by region", "送信元地域別の送信元アドレス数")
    case .packetsPerMillion:
      Phrase(
        "Packets per million addresses, by source region",
        "送信元地域別の100万アドレスあたりのパケット数"
      )
    case .sourcesPerMillion:
      Phrase(
        "Source addresses per million addresses, by region",
        "送信元地域別の100万アドレスあたりの送信元アドレス数"
      )
    }
  }

  /// How long the stretches are over which something is counted.
  static func step(_ days: Int) -> Phrase {
    days == 1
      ? Phrase("by day", "日別") : Phrase("by \(days) days", "\(days)日ごと")
  }

  static let noShape = Phrase(
    "Too small to be drawn on the map, and in the table only: ",
    "地図には描かれず、表のみに示す地域："
  )
}
