import Reporting

/// The words of all pages: those of the frame, of numbers and of tables.
enum Words {
  static let site = Phrase("Hirundo", "Hirundo")
  static let skip = Phrase("Skip to the page", "本文へ")
  static let navigation = Phrase("Pages", "ページ")
  static let footer = Phrase(
    "Counts of what passive sensors heard. Source addresses may be forged; a count is of packets and addresses, not of people.",
    "受動的なセンサーが観測したパケットの集計です。送信元アドレスは詐称されている場合があり、数値はパケットとアドレスの数であって人の数ではありません。"
  )
  static let publicView = Phrase(
    "This is what everyone sees.",
    "これは一般に公開されている内容です。"
  )

  // MARK: Pages

  static let overview = Phrase("Overview", "概要")
  static let ports = Phrase("Ports", "宛先ポート番号")
  static let sensors = Phrase("Sensors", "センサー")
  static let account = Phrase("Your account", "アカウント")
  static let accounts = Phrase("Accounts", "アカウント一覧")
  static let audit = Phrase("Audit", "監査記録")
  static let signIn = Phrase("Sign in", "サインイン")
  static let signOut = Phrase("Sign out", "サインアウト")
  static let choosePassword = Phrase("Choose a password", "パスワードの設定")

  static let livePackets = Phrase("Packets today so far", "本日のパケット数（速報）")
  static let liveSensors = Phrase(
    "Sensors that listened in the last hour",
    "直近1時間に稼働したセンサー"
  )

  // MARK: Numbers

  static let day = Phrase("Day", "日")
  static let period = Phrase("Period", "期間")
  static let packets = Phrase("Packets", "パケット数")
  static let packetsPerSensor = Phrase("Packets per sensor-day", "1センサー1日あたりのパケット数")
  static let sources = Phrase("Source addresses", "送信元アドレス数")
  static let measure = Phrase("Quantity", "項目")
  static let value = Phrase("Value", "値")
  static let tenDays = Phrase("Mean of the 10 days before", "前10日間の平均")
  static let change = Phrase("Change", "変化")
  static let share = Phrase("Share", "割合")
  static let port = Phrase("Port", "宛先ポート番号")
  static let rank = Phrase("Rank", "順位")
  static let total = Phrase("Total", "合計")
  static let new = Phrase("new", "新規")
  static let missing = Phrase("no value", "値なし")
  static let hostsADay = Phrase("hosts a day", "1日あたりのホスト数")
  static let miraiHosts = Phrase(
    "Mirai-type hosts by source region",
    "送信元地域別のMirai型ホスト数"
  )
  static let publicSource = Phrase(
    "Hirundo, rounded and delayed for publication",
    "Hirundo（公開用に丸め、遅延済み）"
  )
  static let internalSource = Phrase("Hirundo, not for publication", "Hirundo（公開不可）")
  static let picture = Phrase("Figure (SVG)", "図（SVG）")
  static let specification = Phrase("Specification (Vega-Lite)", "図の仕様（Vega-Lite）")
  static let data = Phrase("Data of the figure", "図のデータ")
  static let json = Phrase("These rows as JSON", "この表のJSON")
  static let group = Phrase("Group", "グループ")
  static let sensor = Phrase("Sensor", "センサー")
  static let source = Phrase("Source", "送信元")

  /// The rank of a period in a column's head.
  static func rankIn(_ period: String) -> Phrase {
    Phrase("Rank in \(period)", "\(period)の順位")
  }

  /// Behind the last place.
  static func beyond(_ limit: Int) -> Phrase {
    Phrase("out of top \(limit)", "上位\(limit)位圏外")
  }

  /// Sensors, counted.
  static func sensors(_ count: Int) -> Phrase {
    Phrase("\(count) \(count == 1 ? "sensor" : "sensors")", "センサー\(count)台")
  }

  /// What stands under a title: days and their zone.
  static func days(_ period: String, _ zone: String) -> Phrase {
    Phrase("\(period), days in \(zone)", "\(period)（\(zone)）")
  }

  /// What stands under a title that is about all days.
  static func allDays(_ zone: String) -> Phrase {
    Phrase("All days, in \(zone)", "全期間（\(zone)）")
  }

  /// What is missing where nothing was stored yet.
  static let noDays = Phrase(
    "No day is over of which there are packets. Sensors bring them, or hirundo ingest does.",
    "パケットのある終了した日がまだありません。センサーまたは hirundo ingest がデータを取り込むと表示されます。"
  )
  static let noQuarter = Phrase(
    "No quarter is public yet. A quarter is, when it has been over for a while and there are packets of it.",
    "公開できる四半期がまだありません。四半期が終わって一定の期間が過ぎると表示されます。"
  )
  static let withheld = Phrase(
    "Numbers that would show too much of a single sensor are withheld, rounded or given for longer stretches.",
    "個々のセンサーを特定しうる数値は、非公開とするか、丸めるか、より長い期間で示しています。"
  )
  static let nothingCounted = Phrase("No packet passes this filter.", "条件に合うパケットはありません。")
  static let noNumbers = Phrase("There are no numbers that can be shown.", "表示できる数値がありません。")

  // MARK: Errors

  /// What an error's page is called.
  static func error(_ status: Int) -> Phrase {
    switch status {
    case 400: Phrase("This cannot be asked", "リクエストに誤りがあります")
    case 401: Phrase("Please sign in", "サインインしてください")
    case 403: Phrase("This is not for you", "アクセスできません")
    case 404, 405: Phrase("There is nothing here", "ページがありません")
    case 413, 415: Phrase("This cannot be taken", "受け付けられません")
    case 429: Phrase("Please wait", "しばらくお待ちください")
    default: Phrase("This does not work now", "現在応答できません")
    }
  }
  static let backToOverview = Phrase("Back to the overview", "概要へ戻る")
}
