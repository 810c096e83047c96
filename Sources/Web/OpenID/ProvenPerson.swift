import Registry

/// Somebody whom a provider named, proven.
struct ProvenPerson: Hashable, Sendable {
  let subject: AccountSubject
  /// The account that is theirs at their first sign-in.
  let name: String
  /// The role of an account that is made for them; nil where none is.
  let role: Role?

  /// Reads the claims of a token that was checked.
  init(_ claims: IdentityClaims, _ settings: OpenIDSettings) throws(OpenIDRefusal) {
    guard let subject = claims["sub"]?.text, (1...255).contains(subject.utf8.count) else {
      throw OpenIDRefusal(.unproven, "the token names nobody (sub)")
    }
    let claim = settings.nameClaim
    guard let name = claims[claim]?.text else {
      throw OpenIDRefusal(
        .stranger,
        "the token has no claim \(claim); let the provider put it in, or choose another name-claim"
      )
    }
    if claim == "email" {
      let verified = claims["email_verified"]
      guard verified == .flag(true) || verified == .text("true") else {
        throw OpenIDRefusal(
          .stranger,
          "the provider does not say that it has verified the address \(OpenIDRefusal.quoted(name)) "
            + "(email_verified)"
        )
      }
    }
    self.subject = AccountSubject(issuer: settings.issuer, subject: subject)
    self.name = name
    guard settings.admission == .made, let roleClaim = settings.roleClaim else {
      role = nil
      return
    }
    role = settings.role(of: claims[roleClaim]?.texts ?? [])
    // Who has lost it at the provider has lost it here.
    guard role != nil else {
      throw OpenIDRefusal(
        .stranger,
        "\(OpenIDRefusal.quoted(name)) has no value in \(roleClaim) that gives a role here"
      )
    }
  }
}
