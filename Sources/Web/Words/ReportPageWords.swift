import Disclosure
import Reporting
import Schema

/// The words of the pages of reports.
enum ReportPageWords {
  static let reports = Phrase("Reports", "レポート")
  static let published = Phrase("Published reports", "公開レポート")
  static let all = Phrase("Reports made", "作成済みレポート")
  static let noPublished = Phrase(
    "No report is published yet. An analyst publishes one when its quarter has been over for a while.",
    "公開されたレポートはまだありません。四半期が終わって一定の期間が過ぎたのち、分析者が公開します。"
  )
  static let noneMade = Phrase(
    "No report was made yet. Make one below.",
    "レポートはまだ作成されていません。下のフォームから作成できます。"
  )
  static let report = Phrase("Report", "レポート")
  static let audience = Phrase("For", "対象")
  static let forEveryone = Phrase("everyone", "一般公開")
  static let forUs = Phrase("internal", "内部")
  static let made = Phrase("Made", "作成日時")
  static let files = Phrase("Files", "ファイル")
  static let file = Phrase("File", "ファイル")
  static let size = Phrase("Size, bytes", "サイズ（バイト）")
  static let publishedBy = Phrase("Published", "公開")
  static let notPublished = Phrase("no", "非公開")
  static let makeNow = Phrase("Make now", "今すぐ作成")
  static let kind = Phrase("Kind", "種類")
  static let language = Phrase("Language", "言語")
  static let format = Phrase("Form", "形式")
  static let everything = Phrase("all", "すべて")
  static let jobs = Phrase("Being made", "作成状況")
  static let noJobs = Phrase("Nothing is being made.", "作成中のレポートはありません。")
  static let state = Phrase("State", "状態")
  static let asked = Phrase("Asked for", "依頼日時")
  static let lookAgain = Phrase("Look again", "再表示")
  static let waiting = Phrase("waits", "待機中")
  static let counting = Phrase("counting", "集計中")
  static let done = Phrase("made", "完了")
  static let publish = Phrase("Publish", "公開する")
  static let withdraw = Phrase("Take back", "公開を取り消す")
  static let publication = Phrase("Publication", "公開設定")
  static let cannotPublish = Phrase(
    "Only reports for everyone about a whole quarter that is public can be published.",
    "公開できるのは、公開済みの四半期全体を対象とする一般公開用レポートだけです。"
  )
  static let manifest = Phrase("What it was made from", "作成元")
  static let data = Phrase("SHA-256 of the data", "データのSHA-256")
  static let rules = Phrase("SHA-256 of the rules", "ルールのSHA-256")
  static let software = Phrase("Made by", "作成プログラム")
  static let gateDay = Phrase("Day of disclosure", "開示日")

  /// Documents are written.
  static func writing(_ done: Int, _ all: Int) -> Phrase {
    Phrase("writing, \(done) of \(all) documents", "作成中（\(all)件中\(done)件完了）")
  }

  /// What was asked for.
  static func order(_ order: ReportOrder, _ language: Language) -> String {
    let audience = order.audience == .everyone ? forEveryone : forUs
    let words =
      order.kinds.map { kind($0)[language] } + order.languages.map(\.rawValue)
      + order.formats.map(\.rawValue)
    return "\(order.period) (\(audience[language])): \(words.joined(separator: ", "))"
  }

  /// It could not be made.
  static func failed(_ reason: String) -> Phrase {
    Phrase("failed: \(reason)", "失敗: \(reason)")
  }

  /// A kind of report.
  static func kind(_ kind: ReportKind) -> Phrase {
    switch kind {
    case .quarterly: Phrase("quarterly", "四半期レポート")
    case .overflow: Phrase("Report Overflow", "レポートOverflow")
    }
  }
}
