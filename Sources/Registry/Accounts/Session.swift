/// A browser in which somebody is signed in.
public struct Session: Hashable, Sendable {
  /// What it is called in lists; not the secret that the browser has.
  public var id: String
  /// The account.
  public var account: String
  /// When it began, in nanoseconds since 1970.
  public var created: Int64
  /// When it was last used, in nanoseconds since 1970, to about a minute.
  public var used: Int64
  /// What the browser calls itself.
  public var program: String
}
