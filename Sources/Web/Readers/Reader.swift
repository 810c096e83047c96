import Registry

/// Who asks.
enum Reader: Hashable, Sendable {
  /// Somebody without an account, or who is not signed in.
  case everyone
  /// Somebody who signed in, with the secret of their browser's session.
  case person(Account, session: [UInt8])
  /// A program in the name of an account, with what its token is for.
  case program(Account, scopes: Set<AccessToken.Scope>)

  /// The account; nil for everyone.
  var account: Account? {
    switch self {
    case .everyone: nil
    case .person(let account, _), .program(let account, _): account
    }
  }

  /// Up to which pages they may go.
  var access: Access { account.map { Access($0.role) } ?? .everyone }

  /// What of the numbers they see.
  var sight: Sight {
    guard let account else { return .everyone }
    return account.role == .partner ? .own(account.sensors) : .everything
  }
}
