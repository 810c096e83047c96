/// By what a program asks the interface in the name of an account.
public struct AccessToken: Hashable, Sendable {
  /// What a token may be used for.
  public enum Scope: String, CaseIterable, Hashable, Sendable {
    /// Counts, findings and documents.
    case read
    /// Questions in SQL.
    case sql
    /// Frames from the archive.
    case packets
    /// What an admin does.
    case admin
  }

  /// What it is called in lists; not its secret.
  public var id: String
  /// The account in whose name it asks.
  public var account: String
  /// What it is for, in its owner's words.
  public var note: String
  /// What it may be used for, within what the account may.
  public var scopes: Set<Scope>
  /// When it was made, in nanoseconds since 1970.
  public var created: Int64
  /// When it ends, in nanoseconds since 1970.
  public var expires: Int64
  /// When it was last used, to about a minute; nil for never.
  public var used: Int64?
}
