/// How long an account is locked after wrong passwords.
enum SignInBackOff {
  /// How many wrong passwords in a row cost nothing.
  private static let free = 3
  private static let second: Int64 = 1_000_000_000
  /// Nobody is locked out for longer: an attacker must not be able to lock a name for good.
  private static let longest: Int64 = 900

  /// For how long nobody can sign in after so many wrong passwords in a row: 2 s, doubled with each, at most 15 min.
  ///
  /// Unit: nanoseconds.
  static func time(after failures: Int) -> Int64 {
    guard failures > free else { return 0 }
    return min(longest, 1 << Int64(min(failures - free, 32))) * second
  }
}
