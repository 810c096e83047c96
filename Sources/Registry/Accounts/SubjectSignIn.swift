/// What became of somebody whom a provider of OpenID Connect named.
public enum SubjectSignIn: Hashable, Sendable {
  /// Their account.
  case welcome(Account)
  /// The account is closed.
  case closed(String)
  /// There is no account of this name, and none may be made.
  case unknown(String)
  /// The account of this name belongs to another subject of the same issuer.
  case taken(String)
}
