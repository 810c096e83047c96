/// The words of the page of sensors.
enum SensorWords {
  static let coverage = Phrase("Coverage", "観測状況")
  static let health = Phrase("Health", "稼働状況")
  static let listened = Phrase("Listened", "観測時間")
  static let daysHeard = Phrase("Days", "日数")
  static let lost = Phrase("Lost", "取りこぼし")
  static let lastPacket = Phrase("Last packet", "最終パケット")
  static let lastHeard = Phrase("Last heard", "最終通信")
  static let lastDay = Phrase("24 h", "24時間")
  static let lastMonth = Phrase("30 days", "30日間")
  static let flags = Phrase("Look at", "要確認")
  static let fine = Phrase("ok", "正常")
  static let never = Phrase("never", "なし")
  static let noGroup = Phrase("no group", "グループなし")
  static let up = Phrase("Sensors that listened", "観測したセンサー")
  static let sensorDays = Phrase("Sensor-days", "センサー日数")
  static let lostPackets = Phrase("Packets lost", "取りこぼしたパケット数")
  static let noneRegistered = Phrase(
    "No sensor sends to this centre: these numbers come from captures that were ingested.",
    "このセンターに接続しているセンサーはありません。数値は取り込んだキャプチャによるものです。"
  )
  static let names = Phrase("How sensors are called", "センサーの呼び方")
  static let namesNote = Phrase(
    "Where sensors are is secret: they are called by group and rank, and single ones show no days.",
    "センサーの設置場所は公開しません。グループと番号で表し、個々の観測日は示しません。"
  )

  // MARK: The calendar and the page of a sensor

  static let calendar = Phrase("Coverage by day", "日別の観測状況")
  static let tooManySensors = Phrase(
    "Shown are the first 100 sensors; name fewer in the filter.",
    "先頭の100台を表示しています。条件で絞り込んでください。"
  )
  static let full = Phrase("full", "全日")
  static let partial = Phrase("a part", "一部")
  static let notHeard = Phrase("none", "なし")
  static let lossByDay = Phrase("Packets and loss by day", "日別のパケット数と取りこぼし")
  static let version = Phrase("Program", "プログラム")
  static let started = Phrase("Running since", "起動日時")
  static let certificate = Phrase("Certificate until", "証明書の有効期限")
  static let clock = Phrase("Clock ahead of the centre, s", "センターとの時計の差（秒）")
  static let spool = Phrase("Spool: segments that wait", "スプール（未送信セグメント数）")
  static let spoolBytes = Phrase("Spool, bytes of its limit", "スプール（使用/上限、バイト）")
  static let freeBytes = Phrase("Free on its disk, bytes", "ディスクの空き（バイト）")
  static let rate = Phrase("Packets of the last hour", "直近1時間のパケット数")
  static let normal = Phrase("Usual for this hour", "この時刻の通常の範囲")
  static let interfaces = Phrase("Interfaces", "インターフェース")
  static let interface = Phrase("Interface", "インターフェース")
  static let isUp = Phrase("Capturing", "取得中")
  static let yes = Phrase("yes", "はい")
  static let no = Phrase("no", "いいえ")
  static let received = Phrase("Received", "受信数")
  static let spoolGaps = Phrase("Removed from a full spool", "スプールあふれで失われた区間")
  static let from = Phrase("From", "開始")
  static let until = Phrase("Until", "終了")
  static let segments = Phrase("Segments", "セグメント数")
  static let bytes = Phrase("Bytes", "バイト数")
  static let arrivals = Phrase("What arrived, by day (UTC)", "日別の受信状況（UTC）")
  static let refused = Phrase("Refused", "拒否")
  static let noReport = Phrase(
    "This sensor has sent no report: its packets come from captures that were ingested, or it has not enrolled yet.",
    "このセンサーからの状態報告はありません。取り込んだキャプチャによるものか、まだ登録されていません。"
  )
  static let retired = Phrase("This sensor is retired.", "このセンサーは廃止されています。")
}
