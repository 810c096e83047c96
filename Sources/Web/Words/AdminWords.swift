/// The words of administration.
enum AdminWords {
  static let enrolment = Phrase("Manage sensors", "センサー管理")
  static let add = Phrase("Add a sensor", "センサーを追加")
  static let country = Phrase("Country, two letters", "国（2文字）")
  static let added = Phrase("Added", "追加日時")
  static let state = Phrase("State", "状態")
  static let active = Phrase("active", "有効")
  static let retired = Phrase("retired", "廃止")
  static let token = Phrase("New token", "新しいトークン")
  static let retire = Phrase("Retire", "廃止する")
  static let revoke = Phrase("Revoke certificates", "証明書を失効させる")
  static let confirm = Phrase("Write the name again", "確認のため名前を入力")
  static let newToken = Phrase(
    "The token that enrols the sensor: whoever runs it types hirundo-sensor enrol TOKEN. It is shown once and holds for 24 hours.",
    "センサーの登録用トークンです。設置者は hirundo-sensor enrol TOKEN を実行します。一度だけ表示され、24時間有効です。"
  )
  static let endSensor = Phrase("Retire a sensor", "センサーを廃止")
  static let endNote = Phrase(
    "Nothing of a retired sensor is accepted any more; what it sent stays. Its name is never given again.",
    "廃止したセンサーからは何も受け付けません。受信済みのデータは残ります。名前は再利用できません。"
  )
  static let noSensors = Phrase(
    "No sensor was added yet. Add one below.",
    "センサーはまだ追加されていません。下のフォームから追加できます。"
  )
  static let certificateUntil = Phrase("Certificate until", "証明書の有効期限")
  static let tokensEntry = Phrase("Tokens", "トークン")
  static let tokens = Phrase("Tokens of all accounts", "全アカウントのトークン")
  static let noTokens = Phrase("No token was made.", "トークンはありません。")
  static let account = Phrase("Account", "アカウント")
  static let rules = Phrase("Rules", "ルール")
  static let rulesNote = Phrase(
    "The rules that give tags and classes, in their order: the first that decides a class wins. They are changed in their file (--rules), and earlier packets with hirundo retag.",
    "タグと種別を決めるルールです。上にあるものが優先されます。変更はルールファイル（--rules）で行い、過去のパケットには hirundo retag で反映します。"
  )
  static let id = Phrase("Id", "ID")
  static let validFrom = Phrase("From", "開始")
  static let validUntil = Phrase("Until", "終了")
  static let condition = Phrase("Condition", "条件")
  static let gives = Phrase("Gives", "付与")
  static let source = Phrase("Source", "出典")
  static let tag = Phrase("tag", "タグ")
  static let word = Phrase("Word", "語句")
  static let noEntries = Phrase("No change passes this filter.", "条件に合う変更はありません。")
  static let latest = Phrase("The latest first; at most 500.", "新しい順、最大500件。")
}
