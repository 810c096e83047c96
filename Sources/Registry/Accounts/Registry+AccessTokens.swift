import GRDB
import Shipping

/// By what programs ask.
extension Registry {
  /// The longest that a token is valid, in nanoseconds: 366 days.
  public static let longestAccess: Int64 = 366 * 86_400_000_000_000

  /// Makes a token.
  ///
  /// - Parameters:
  ///   - secret: Its secret. Shape: 32 bytes.
  ///   - account: The account in whose name it asks.
  ///   - note: What it is for; cut to 200 characters.
  ///   - scopes: What it may be used for.
  ///   - lifetime: How long it is valid, in nanoseconds. Range: to 366 days.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Throws: `RegistryError` where there is no such account, or nothing that the token may.
  public func addAccessToken(
    secret: [UInt8],
    for account: String,
    note: String,
    scopes: Set<AccessToken.Scope>,
    lifetime: Int64,
    at time: Int64
  ) throws(RegistryError) {
    guard !scopes.isEmpty, (1...Self.longestAccess).contains(lifetime) else {
      throw RegistryError(
        place: "the token",
        rule: "it may do nothing, or for longer than 366 days",
        remedy: "choose at least one scope and a shorter time"
      )
    }
    try writing { database in
      let account = try Self.knownAccount(account, database)
      guard !scopes.contains(.admin) || account.role == .admin else {
        throw RegistryError(
          place: "the token",
          rule: "it may not do more than \(account.name), who is no admin",
          remedy: "leave out the scope admin"
        )
      }
      try database.execute(
        sql: """
          INSERT INTO access_tokens (digest, account, note, scopes, created, expires)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          Secret.digest(of: secret), account.name, String(note.prefix(200)),
          scopes.map(\.rawValue).sorted().joined(separator: " "), time, time + lifetime,
        ]
      )
      try Self.audit(database, time, account.name, "access token made")
    }
  }

  /// The token of a secret with its account, and notes its use.
  ///
  /// - Parameters:
  ///   - secret: The secret.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Returns: Nil where it is unknown or over, or the account is closed.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func access(
    ofToken secret: [UInt8],
    at time: Int64
  ) throws(RegistryError) -> (token: AccessToken, account: Account)? {
    let digest = Secret.digest(of: secret)
    let found: (token: AccessToken, account: Account)? = try reading { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT access_tokens.* FROM access_tokens JOIN accounts ON name = account
          WHERE digest = ? AND expires > ? AND active = 1
          """,
        arguments: [digest, time]
      )
      guard let row, let account = try Self.account(row["account"], database) else { return nil }
      return (AccessToken(row), account)
    }
    if let found, time - (found.token.used ?? 0) >= 60_000_000_000 {
      try writing { database in
        try database.execute(
          sql: "UPDATE access_tokens SET used = ? WHERE digest = ?",
          arguments: [time, digest]
        )
      }
    }
    return found
  }

  /// The tokens of an account, the newest first.
  ///
  /// - Parameter account: The account; nil for all.
  /// - Returns: Those that are over too.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func accessTokens(of account: String?) throws(RegistryError) -> [AccessToken] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT * FROM access_tokens WHERE ?1 IS NULL OR account = ?1 ORDER BY created DESC",
        arguments: [account]
      ).map(AccessToken.init)
    }
  }

  /// Ends a token.
  ///
  /// - Parameters:
  ///   - id: What it is called in the list.
  ///   - account: Whose it must be; nil where it may be anybody's.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who ends it.
  /// - Throws: `RegistryError` where there is no such token.
  public func endAccessToken(
    _ id: String,
    of account: String?,
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    try writing { database in
      try database.execute(
        sql: """
          DELETE FROM access_tokens WHERE substr(digest, 1, 16) = ?1 AND (?2 IS NULL OR account = ?2)
          """,
        arguments: [id, account]
      )
      guard database.changesCount > 0 else {
        throw RegistryError(
          place: "token \(id.prefix(16))",
          rule: "there is no such token",
          remedy: "look at the list again"
        )
      }
      try Self.audit(database, time, who, "access token \(id.prefix(16)) ended")
    }
  }
}

extension AccessToken {
  fileprivate init(_ row: Row) {
    let digest: String = row["digest"]
    let scopes: String = row["scopes"]
    self.init(
      id: String(digest.prefix(16)),
      account: row["account"],
      note: row["note"],
      scopes: Set(scopes.split(separator: " ").compactMap { Scope(rawValue: String($0)) }),
      created: row["created"],
      expires: row["expires"],
      used: row["used"]
    )
  }
}
