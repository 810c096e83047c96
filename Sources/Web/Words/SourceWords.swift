import Reporting

/// The words of the pages of sources.
enum SourceWords {
  static let sources = Phrase("Sources", "送信元")
  static let search = Phrase("Search", "検索")
  static let subject = Phrase("Address, prefix or network", "アドレス、プレフィックスまたはAS番号")
  static let hint = "192.0.2.1, 192.0.2.0/24, AS64500"
  static let top = Phrase("Sources with the most packets", "パケット数の多い送信元")
  static let summary = Phrase("Summary", "概要")
  static let firstSeen = Phrase("First seen", "初回観測")
  static let lastSeen = Phrase("Last seen", "最終観測")
  static let daysSeen = Phrase("Days on which it was heard", "観測日数")
  static let addresses = Phrase("Source addresses", "送信元アドレス数")
  static let scanner = Phrase("Known scanner", "既知のスキャナー")
  static let history = Phrase("Packets by day", "日別パケット数")
  static let packetsADay = Phrase("packets a day", "1日あたりのパケット数")
  static let note = Phrase("Note", "備考")
  static let similar = Phrase(
    "Similar sources: the same stack and the same ports on the same days",
    "類似の送信元（同じ日に同じスタック・同じポート）"
  )
  static let lookForSimilar = Phrase("Look for similar sources", "類似の送信元を探す")
  static let noSimilar = Phrase("No other source did the same.", "同じ動作をした送信元はありません。")
  static let inCommon = Phrase("In common", "共通のポート")
  static let processes = Phrase("Processes of Mirai-type packets", "Mirai型パケットのプロセス")
  static let goOn = Phrase("Go on", "関連ページ")
  static let packetsFile = Phrase("Its packets (pcapng)", "パケット（pcapng）")
  static let packetsAll = Phrase("Packets of this filter (pcapng)", "この条件のパケット（pcapng）")
  static let portsOf = Phrase("Its ports", "宛先ポート番号")
  static let onlyPackets = Phrase(
    "Stacks, processes and similar sources are told by single packets: of days whose packets are no longer kept they are missing.",
    "スタック、プロセス、類似の送信元は個々のパケットから求めます。パケットの保存期間を過ぎた日の分はありません。"
  )

  /// Nothing of it came.
  static func nothing(_ subject: String) -> Phrase {
    Phrase(
      "No packet of \(subject) came in these days. A longer period, or other sensors, may have some.",
      "この期間に\(subject)からのパケットはありません。期間またはセンサーを広げてください。"
    )
  }

  /// How many pairs there are, and how many are processes.
  static func keys(_ keys: UInt64, _ processes: Int) -> Phrase {
    Phrase(
      "\(NumberText.grouped(keys)) pairs of source port and window, \(NumberText.grouped(processes)) of them kept for two packets or more.",
      "送信元ポートとウィンドウの組は\(NumberText.grouped(keys))件、うち2パケット以上使われたものは\(NumberText.grouped(processes))件です。"
    )
  }

  /// How many bots share an address.
  static func atOnce(_ count: Int, _ source: String) -> Phrase {
    Phrase(
      "\(count) at once behind \(source): as many bots, so several devices share the address, or one runs several.",
      "\(source)では同時に\(count)件あり、複数の機器がアドレスを共有しているか、1台で複数が動作しています。"
    )
  }

  /// How sections are called.
  static func facet(_ facet: SourceListing.Facet) -> Phrase {
    switch facet {
    case .sensor: Words.sensors
    case .port: Words.ports
    case .tag: Phrase("Tags", "タグ")
    case .class: Phrase("Classes", "種別")
    case .region: Phrase("Regions", "送信元地域")
    case .network: Phrase("Networks", "ネットワーク")
    case .stack: Phrase("Stacks", "スタック")
    case .day: Phrase("Days", "日別")
    }
  }
}
