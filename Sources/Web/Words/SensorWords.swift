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
}
