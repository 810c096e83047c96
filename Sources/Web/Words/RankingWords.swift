/// The words of rankings: regions, networks, tags, stacks.
enum RankingWords {
  static let regions = Phrase("Regions", "送信元地域")
  static let networks = Phrase("Networks", "ネットワーク")
  static let tags = Phrase("Tags", "タグ")
  static let stacks = Phrase("Stacks", "スタック")
  static let region = Phrase("Region", "送信元地域")
  static let network = Phrase("Network", "ネットワーク")
  static let tag = Phrase("Tag", "タグ")
  static let stack = Phrase("Stack", "スタック")
  static let name = Phrase("Name", "名称")
  static let meaning = Phrase("What it finds", "検出対象")
  static let rule = Phrase("Conditions", "条件")
  static let published = Phrase("Published in", "出典")
  static let unknown = Phrase("unknown", "不明")
  static let map = Phrase("World map", "世界地図")
  static let measure = Phrase("Map shows", "地図の値")
  static let perMillion = Phrase("Packets per million addresses", "100万アドレスあたりのパケット数")
  static let sourcesPerMillion = Phrase(
    "Source addresses per million addresses",
    "100万アドレスあたりの送信元アドレス数"
  )
  static let noAddresses = Phrase(
    "How many addresses each region has is not known here: no country data are loaded (HIRUNDO_ENRICHMENT).",
    "国別アドレスデータが読み込まれていないため、100万アドレスあたりの値は計算できません（HIRUNDO_ENRICHMENT）。"
  )
  static let ten = Phrase(
    "Of a public quarter the ten regions with the most packets are shown; all others are hatched.",
    "公開データでは上位10地域のみを示し、その他の地域は斜線で表します。"
  )
  static let stackNote = Phrase(
    "A stack is window size, kinds of options, maximum segment size and window scale of a SYN; packets without are in no row.",
    "スタックはSYNパケットのウィンドウサイズ、オプションの種類、最大セグメント長、ウィンドウスケールの組です。SYN以外のパケットは含みません。"
  )
  static let hints = Phrase(
    "Packets that only hint at a tag count when their source has shown enough of them.",
    "単独では判断できないパケットは、同じ送信元から一定数以上観測された場合に数えます。"
  )
  static let noNetworks = Phrase(
    "Networks without a name are in no data that are loaded (HIRUNDO_ENRICHMENT).",
    "名称のないネットワークは、読み込まれたデータに含まれていません（HIRUNDO_ENRICHMENT）。"
  )

  /// Of which day data are.
  static func addressDate(_ date: String?) -> Phrase {
    Phrase(
      "Addresses of a region: IPv4, by the country data of \(date ?? "an unknown day"). Where a packet came from was looked up when it was stored.",
      "地域のアドレス数はIPv4、国別データ（\(date ?? "日付不明")）によります。送信元地域は保存時に判定しています。"
    )
  }

  /// Of which day data are, in the subtitle of a map.
  static func addressDay(_ date: String?) -> Phrase {
    Phrase(
      "country data of \(date ?? "an unknown day")",
      "国別データ \(date ?? "日付不明")"
    )
  }

  /// Of which day names of networks are.
  static func networksDate(_ date: String) -> Phrase {
    Phrase(
      "Numbers and names of networks: data of \(date).",
      "ネットワークの番号と名称は\(date)時点のデータによります。"
    )
  }

  /// The last place of the former ranking is not known behind so many.
  static func first(_ count: Int) -> Phrase {
    Phrase("The first \(count).", "上位\(count)件。")
  }
}
