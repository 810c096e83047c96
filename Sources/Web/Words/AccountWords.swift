import Registry

/// The words of signing in, accounts and tokens.
enum AccountWords {
  static let name = Phrase("Name", "名前")
  static let password = Phrase("Password", "パスワード")
  static let again = Phrase("The password again", "パスワード（確認）")
  static let wrong = Phrase(
    "Name and password do not go together.",
    "名前またはパスワードが正しくありません。"
  )
  static let changed = Phrase(
    "The password is chosen. Sign in with it.",
    "パスワードを設定しました。サインインしてください。"
  )
  static let differ = Phrase("The two passwords differ.", "2つのパスワードが一致しません。")
  static let length = Phrase(
    "At least 10 characters; a few words are easy to keep in mind.",
    "10文字以上。いくつかの単語を並べると覚えやすくなります。"
  )

  /// Through a provider instead of a password.
  static func signIn(with provider: String) -> Phrase {
    Phrase("Sign in with \(provider)", "\(provider)でサインイン")
  }

  static let provider = Phrase("Signs in through", "認証プロバイダー")
  static let unbind = Phrase("Unbind from the provider", "プロバイダーとの連携を解除")

  /// Nobody can sign in to this account for a while.
  static func locked(_ seconds: Int64) -> Phrase {
    Phrase(
      "Too many wrong passwords came. Try again in \(seconds) s.",
      "誤ったパスワードが続いたため、\(seconds)秒後にもう一度お試しください。"
    )
  }

  static let sessions = Phrase("Where you are signed in", "サインイン中のブラウザー")
  static let program = Phrase("Browser", "ブラウザー")
  static let began = Phrase("Since", "開始")
  static let used = Phrase("Last used", "最終利用")
  static let end = Phrase("End", "終了")
  static let tokens = Phrase("Tokens for programs", "プログラム用トークン")
  static let note = Phrase("What it is for", "用途")
  static let scopes = Phrase("May", "権限")
  static let expires = Phrase("Until", "有効期限")
  static let validDays = Phrase("Valid for, in days", "有効日数")
  static let make = Phrase("Make a token", "トークンを作成")
  static let newToken = Phrase(
    "The token. It is shown once: keep it now.",
    "トークンです。一度だけ表示されますので、今控えてください。"
  )
  static let none = Phrase("None.", "ありません。")
  static let role = Phrase("Role", "役割")
  static let state = Phrase("State", "状態")
  static let active = Phrase("active", "有効")
  static let closed = Phrase("closed", "停止")
  static let noPassword = Phrase("no password yet", "パスワード未設定")
  static let close = Phrase("Close", "停止する")
  static let open = Phrase("Open again", "再開する")
  static let link = Phrase("Password link", "パスワード設定リンク")
  static let newLink = Phrase(
    "Give this link to its owner. It is shown once and holds for 24 hours.",
    "このリンクを本人に渡してください。一度だけ表示され、24時間有効です。"
  )
  static let add = Phrase("Add an account", "アカウントを追加")
  static let ownSensors = Phrase("Sensors of a partner", "パートナーのセンサー")
  static let time = Phrase("Time", "時刻")
  static let who = Phrase("Who", "実行者")
  static let what = Phrase("What", "内容")
  static let latest = Phrase("The latest changes", "最近の変更")

  static let changeRole = Phrase("Change role and sensors", "役割とセンサーを変更")
  static let theirSessions = Phrase("Where they are signed in", "サインイン中のブラウザー")
  static let notSignedIn = Phrase(
    "Nobody is signed in to this account. Whoever signs in is listed here.",
    "現在このアカウントでサインインしている人はいません。サインインするとここに表示されます。"
  )

  /// What a role is called.
  static func role(_ role: Role) -> Phrase {
    switch role {
    case .partner: Phrase("partner", "パートナー")
    case .analyst: Phrase("analyst", "分析者")
    case .admin: Phrase("admin", "管理者")
    }
  }

  /// What a token may be used for.
  static func scope(_ scope: AccessToken.Scope) -> Phrase {
    switch scope {
    case .read: Phrase("read numbers", "数値の読み取り")
    case .sql: Phrase("ask in SQL", "SQLによる問い合わせ")
    case .packets: Phrase("take packets", "パケットの取得")
    case .admin: Phrase("administer", "管理")
    }
  }
}
