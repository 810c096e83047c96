/// Why somebody does not come in through a provider: for the log, and a status for the stranger, who is told no more.
struct OpenIDRefusal: Error, Hashable, Sendable {
  /// Whose affair it is.
  enum Kind: Hashable, Sendable {
    /// The one who asks has not proven who they are.
    case unproven
    /// They have, and there is no account for them.
    case stranger
    /// The provider does not answer as it should.
    case provider
  }

  let kind: Kind
  let reason: String

  init(_ kind: Kind, _ reason: String) {
    self.kind = kind
    self.reason = reason
  }

  /// What the stranger is told.
  func error(_ provider: String) -> WebError {
    switch kind {
    case .unproven:
      WebError(
        403,
        place: "sign-in",
        problem: "\(provider) has not said who you are",
        remedy: "begin again at /sign-in"
      )
    case .stranger:
      WebError(
        403,
        place: "sign-in",
        problem: "there is no account here for you",
        remedy: "ask an admin of this site for one"
      )
    case .provider:
      WebError(
        502,
        place: "sign-in",
        problem: "\(provider) does not answer as it should",
        remedy: "try again in some minutes, or sign in with a password"
      )
    }
  }

  /// A provider's word as the log may have it.
  static func quoted(_ text: String) -> String {
    String(
      text.unicodeScalars.prefix(60).map { $0.value > 32 && $0.value < 127 ? Character($0) : "?" }
    )
  }
}
