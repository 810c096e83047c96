/// The words of the page of data quality.
enum QualityWords {
  static let quality = Phrase("Data quality", "データ品質")
  static let drops = Phrase("Frames that made no row", "行にならなかったフレーム")
  static let noDrops = Phrase("Every frame made a row.", "すべてのフレームが取り込まれました。")
  static let reason = Phrase("Reason", "理由")
  static let frames = Phrase("Frames", "フレーム数")
  static let anomalies = Phrase("Anomalies of headers", "ヘッダーの異常")
  static let noAnomalies = Phrase("No packet has an anomaly.", "異常のあるパケットはありません。")
  static let anomaly = Phrase("Anomaly", "異常")
  static let anomaliesTooLong = Phrase(
    "Anomalies are told by single packets: choose at most 31 days.",
    "異常は個々のパケットから求めます。31日以内の期間を指定してください。"
  )
  static let kernel = Phrase("Lost by the kernel", "カーネルでの取りこぼし")
  static let received = Phrase("Came to the interface", "インターフェース受信数")
  static let lost = Phrase("Lost", "取りこぼし")
  static let loss = Phrase("Loss", "取りこぼし率")
  static let gaps = Phrase("Days not fully covered", "観測が欠けた日")
  static let noGaps = Phrase(
    "Every sensor that listened covered each day of the period.",
    "観測したセンサーはすべての日を通して観測していました。"
  )
  static let neverCame = Phrase("Segments that were numbered and never came", "届かなかったセグメント")
  static let noneMissing = Phrase("None is missing.", "欠けているセグメントはありません。")
  static let segments = Phrase("Segments", "セグメント数")
  static let late = Phrase("Segments that wait", "未取り込みのセグメント")
  static let noneLate = Phrase(
    "Every segment that came is stored, and none waits at a sensor.",
    "届いたセグメントはすべて取り込まれ、センサーに残っているものはありません。"
  )
  static let place = Phrase("Where", "場所")
  static let atSensor = Phrase("at the sensor", "センサー")
  static let quarantine = Phrase("Quarantine", "隔離ファイル")
  static let noQuarantine = Phrase("Nothing was refused.", "拒否されたファイルはありません。")
  static let name = Phrase("File", "ファイル")
  static let size = Phrase("Size, bytes", "サイズ（バイト）")
  static let when = Phrase("When", "日時")
  static let why = Phrase("Why", "理由")
  static let clocks = Phrase("Clocks", "時計")
  static let offset = Phrase("Ahead of the centre, s", "センターとの差（秒）")
  static let noClocks = Phrase(
    "No sensor has told its clock: captures that were ingested have none.",
    "時計の情報を送ったセンサーはありません。"
  )
  static let summaries = Phrase("Days without a summary", "未集計の日")
  static let allSummarised = Phrase(
    "Every day of the period that has packets is summarised.",
    "パケットのあるすべての日が集計済みです。"
  )
  static let summariesNote = Phrase(
    "Questions about these days read single packets, which takes longer. The present day is summarised when it is over.",
    "これらの日への問い合わせは個々のパケットを読むため時間がかかります。当日は終了後に集計されます。"
  )
  static let rowsGone = Phrase("packets no longer kept", "パケットの保存期間超過")
  static let waits = Phrase("waits", "集計待ち")

  /// More than is shown.
  static func newest(_ shown: Int, _ all: Int) -> Phrase {
    Phrase("The newest \(shown) of \(all).", "\(all)件中、新しい\(shown)件です。")
  }

  /// More rows than are shown.
  static func more(_ rest: Int) -> Phrase {
    Phrase("And \(rest) more.", "ほか\(rest)件。")
  }
}
