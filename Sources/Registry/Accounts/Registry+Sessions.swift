import GRDB
import Shipping

/// Who is signed in.
extension Registry {
  /// How long a session lasts without use, in nanoseconds: 12 hours.
  public static let sessionRest: Int64 = 12 * 3_600_000_000_000
  /// How long it lasts at most, in nanoseconds: 7 days.
  public static let sessionLifetime: Int64 = 7 * 86_400_000_000_000
  /// Uses that are closer together are not written down, in nanoseconds.
  private static let useStep: Int64 = 60_000_000_000

  /// By what an account is known.
  private struct Credentials {
    var hash: String?
    var isActive: Bool
    var lockedUntil: Int64
  }

  /// Checks a name with its password.
  ///
  /// A wrong name takes as long as a wrong password, and is answered alike.
  ///
  /// - Parameters:
  ///   - name: The account.
  ///   - password: The password.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Returns: What became of it; failures are counted and locks set.
  /// - Throws: `RegistryError` where the registry cannot be read or written.
  public func signIn(
    _ name: String,
    password: String,
    at time: Int64
  ) throws(RegistryError) -> SignIn {
    let kept = try reading { database in
      try Row.fetchOne(
        database,
        sql: "SELECT password, active, locked_until FROM accounts WHERE name = ?",
        arguments: [name]
      ).map {
        Credentials(hash: $0["password"], isActive: $0["active"], lockedUntil: $0["locked_until"])
      }
    }
    if let kept, kept.lockedUntil > time { return .locked(until: kept.lockedUntil) }
    let matches = try hashing {
      // Somebody who is not there has a hash too.
      try (kept?.hash.flatMap(PasswordHash.init) ?? PasswordHash.nobody).matches(password)
    }
    guard let kept else { return .wrong }
    guard matches, kept.hash != nil, kept.isActive else { return try noteFailure(name, time) }
    return try writing { database in
      try database.execute(
        sql: "UPDATE accounts SET failures = 0, locked_until = 0 WHERE name = ?",
        arguments: [name]
      )
      return .welcome(try Self.knownAccount(name, database))
    }
  }

  private func noteFailure(_ name: String, _ time: Int64) throws(RegistryError) -> SignIn {
    try writing { database in
      try database.execute(
        sql: "UPDATE accounts SET failures = failures + 1 WHERE name = ?",
        arguments: [name]
      )
      let failures =
        try Int.fetchOne(
          database,
          sql: "SELECT failures FROM accounts WHERE name = ?",
          arguments: [name]
        ) ?? 0
      let lock = SignInBackOff.time(after: failures)
      guard lock > 0 else { return .wrong }
      try database.execute(
        sql: "UPDATE accounts SET locked_until = ? WHERE name = ?",
        arguments: [time + lock, name]
      )
      try Self.audit(database, time, name, "wrong password, \(failures) times in a row")
      return .wrong
    }
  }

  /// Begins a session.
  ///
  /// - Parameters:
  ///   - secret: The secret that the browser will show. Shape: 32 bytes.
  ///   - account: The account that signed in.
  ///   - program: What the browser calls itself; cut to 200 characters.
  ///   - issuer: The provider of OpenID Connect that said who it is; nil where a password did.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Throws: `RegistryError` where there is no such account.
  public func beginSession(
    secret: [UInt8],
    of account: String,
    program: String,
    through issuer: String? = nil,
    at time: Int64
  ) throws(RegistryError) {
    try writing { database in
      let account = try Self.knownAccount(account, database)
      try database.execute(
        sql: "DELETE FROM sessions WHERE used <= ? OR created <= ?",
        arguments: [time - Self.sessionRest, time - Self.sessionLifetime]
      )
      try database.execute(
        sql:
          "INSERT INTO sessions (digest, account, created, used, program) VALUES (?, ?, ?, ?, ?)",
        arguments: [
          Secret.digest(of: secret), account.name, time, time, String(program.prefix(200)),
        ]
      )
      let way = issuer.map { " through \($0)" } ?? ""
      try Self.audit(database, time, account.name, "signed in\(way)")
    }
  }

  /// The account of a session that holds, and notes its use.
  ///
  /// - Parameters:
  ///   - secret: The secret that the browser shows.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Returns: Nil where the session is unknown or over, or the account is closed.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func account(ofSession secret: [UInt8], at time: Int64) throws(RegistryError) -> Account? {
    let digest = Secret.digest(of: secret)
    let found: (account: Account, used: Int64)? = try reading { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT account, used FROM sessions JOIN accounts ON name = account
          WHERE digest = ? AND used > ? AND sessions.created > ? AND active = 1
          """,
        arguments: [digest, time - Self.sessionRest, time - Self.sessionLifetime]
      )
      guard let row, let account = try Self.account(row["account"], database) else { return nil }
      return (account, row["used"])
    }
    guard let found else { return nil }
    if time - found.used >= Self.useStep {
      try writing { database in
        try database.execute(
          sql: "UPDATE sessions SET used = max(used, ?) WHERE digest = ?",
          arguments: [time, digest]
        )
      }
    }
    return found.account
  }

  /// The sessions of an account, the newest first.
  ///
  /// - Parameter account: The account; nil for all.
  /// - Returns: Those that are not over are among them.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func sessions(of account: String?) throws(RegistryError) -> [Session] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT * FROM sessions WHERE ?1 IS NULL OR account = ?1 ORDER BY created DESC",
        arguments: [account]
      ).map {
        let digest: String = $0["digest"]
        return Session(
          id: String(digest.prefix(16)),
          account: $0["account"],
          created: $0["created"],
          used: $0["used"],
          program: $0["program"]
        )
      }
    }
  }

  /// Ends a session that its browser shows.
  ///
  /// - Parameters:
  ///   - secret: The secret.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Throws: `RegistryError` where the registry cannot be written.
  public func endSession(secret: [UInt8], at time: Int64) throws(RegistryError) {
    try endSessions(where: "digest = ?", [Secret.digest(of: secret)], at: time)
  }

  /// Ends a session from a list.
  ///
  /// - Parameters:
  ///   - id: What it is called there.
  ///   - account: Whose it must be; nil where it may be anybody's.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who ends it.
  /// - Throws: `RegistryError` where there is no such session.
  public func endSession(
    _ id: String,
    of account: String?,
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    let count = try endSessions(
      where: "substr(digest, 1, 16) = ? AND (?2 IS NULL OR account = ?2)",
      [id, account],
      at: time,
      by: who
    )
    guard count > 0 else {
      throw RegistryError(
        place: "session \(id.prefix(16))",
        rule: "there is no such session",
        remedy: "it may be over already; look at the list again"
      )
    }
  }

  @discardableResult
  private func endSessions(
    where condition: String,
    _ arguments: [String?],
    at time: Int64,
    by who: String? = nil
  ) throws(RegistryError) -> Int {
    try writing { database in
      let accounts = try String.fetchAll(
        database,
        sql: "SELECT account FROM sessions WHERE \(condition)",
        arguments: StatementArguments(arguments)
      )
      try database.execute(
        sql: "DELETE FROM sessions WHERE \(condition)",
        arguments: StatementArguments(arguments)
      )
      for account in accounts {
        let what = who == nil || who == account ? "signed out" : "session of \(account) ended"
        try Self.audit(database, time, who ?? account, what)
      }
      return accounts.count
    }
  }
}
