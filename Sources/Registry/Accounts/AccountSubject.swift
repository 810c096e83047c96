/// Somebody as a provider of OpenID Connect knows them, which never changes (OpenID Connect Core 1.0, section 2).
public struct AccountSubject: Hashable, Sendable {
  /// The provider, by its address.
  public var issuer: String
  /// What it calls them.
  public var subject: String

  /// A subject of an issuer.
  public init(issuer: String, subject: String) {
    self.issuer = issuer
    self.subject = subject
  }
}
