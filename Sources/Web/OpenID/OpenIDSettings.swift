public import Registry

/// The provider of OpenID Connect through which people may sign in, and who of them comes in (docs/operations/open-id.md).
public struct OpenIDSettings: Hashable, Sendable {
  /// Who comes in.
  public enum Admission: String, CaseIterable, Hashable, Sendable {
    /// Those whose account an admin made.
    case existing
    /// Those too to whom the provider gives a role here; their account is made at their first sign-in.
    case made
  }

  /// The provider, by its address, exactly as its tokens have it.
  public let issuer: String
  /// What the provider calls this dashboard.
  public let client: String
  /// By what the dashboard shows the provider that it is itself; nil for a client without one.
  public var secret: ClientSecret?
  /// What the provider is called on the page.
  public var name: String
  /// What is asked for; `openid` is always among it.
  public var scopes = ["openid", "email"]
  /// The claim that has the name of the account.
  public var nameClaim = "email"
  /// Who comes in.
  public var admission = Admission.existing
  /// The claim that has roles, with dots into objects; nil where accounts are not made.
  public var roleClaim: String?
  /// The role of each value of that claim.
  public var roles: [String: Role] = [:]
  /// Within so many seconds the provider answers.
  public var patience: Int64 = 10

  /// A provider and what it calls us.
  ///
  /// - Parameters:
  ///   - issuer: Its address: `https`, or `http` on this machine.
  ///   - client: The client's name there.
  /// - Throws: `WebError` where the address is none, or the name is empty.
  public init(issuer: String, client: String) throws(WebError) {
    guard let address = ProviderAddress(issuer, mayBeLocal: true), !issuer.contains("?") else {
      throw WebError(
        400,
        place: "issuer",
        problem: "this is no address of a provider",
        remedy: "write https://id.example.net; http goes on this machine only"
      )
    }
    guard !client.isEmpty, client.utf8.count <= 512 else {
      throw WebError(
        400,
        place: "client",
        problem: "it is empty or too long",
        remedy: "write the client's name as the provider shows it"
      )
    }
    self.issuer = issuer
    self.client = client
    name = address.host
  }

  /// Whether each choice fits the others.
  ///
  /// - Throws: `WebError` where accounts are made and nothing says with which role, or the other way round.
  public func check() throws(WebError) {
    let saysRoles = roleClaim != nil && !roles.isEmpty
    guard (admission == .made) == saysRoles, (roleClaim == nil) == roles.isEmpty else {
      throw WebError(
        400,
        place: "accounts",
        problem: "accounts are made where role-claim and roles say with which role, and only there",
        remedy: "set all three of accounts: made, role-claim and roles, or none of them"
      )
    }
  }

  /// The highest role that the values of a claim give; nil where none gives any.
  func role(of values: [String]) -> Role? { values.compactMap { roles[$0] }.max() }
}
