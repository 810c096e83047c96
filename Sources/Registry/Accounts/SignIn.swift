/// What became of an attempt to sign in.
public enum SignIn: Hashable, Sendable {
  /// The account.
  case welcome(Account)
  /// Name and password do not go together, or there is no such account; which of them is not told.
  case wrong
  /// Too many wrong passwords came: nobody can sign in to this account before that time, in nanoseconds since 1970.
  case locked(until: Int64)
}
