import GRDB

/// Who signs in through a provider of OpenID Connect.
extension Registry {
  /// Finds the account of somebody whom a provider named.
  ///
  /// The first sign-in binds the account of that name to the subject: from then on the subject alone decides, so a name that
  /// the provider gives to somebody else later opens nothing.
  ///
  /// - Parameters:
  ///   - subject: Whom the provider named, proven.
  ///   - name: The account that is theirs at the first sign-in.
  ///   - role: The role of an account that is made for them; nil where none is made.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Returns: What became of it.
  /// - Throws: `RegistryError` where the registry cannot be read or written.
  public func signIn(
    _ subject: AccountSubject,
    named name: String,
    makes role: Role?,
    at time: Int64
  ) throws(RegistryError) -> SubjectSignIn {
    try writing { database in
      if let bound = try Self.account(of: subject, database) {
        return bound.isActive ? .welcome(bound) : .closed(bound.name)
      }
      guard Account.isName(name) else { return .unknown(String(name.prefix(Account.longestName))) }
      if let account = try Self.account(name, database) {
        guard account.isActive else { return .closed(account.name) }
        guard try Self.subject(of: account.name, by: subject.issuer, database) == nil else {
          return .taken(account.name)
        }
      } else {
        guard let role else { return .unknown(name) }
        try Self.insert(
          Account(name: name, role: role, created: time),
          by: subject.issuer,
          database
        )
      }
      let account = try Self.knownAccount(name, database)
      try database.execute(
        sql: "INSERT INTO account_subjects (issuer, subject, account, bound) VALUES (?, ?, ?, ?)",
        arguments: [subject.issuer, subject.subject, account.name, time]
      )
      try Self.audit(
        database,
        time,
        account.name,
        "account \(account.name) is bound to a subject of \(subject.issuer)"
      )
      return .welcome(account)
    }
  }

  /// The issuers through which an account signs in.
  ///
  /// - Parameter account: The account.
  /// - Returns: Their addresses, in order.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func issuers(of account: String) throws(RegistryError) -> [String] {
    try reading { database in
      try String.fetchAll(
        database,
        sql: "SELECT issuer FROM account_subjects WHERE account = ? ORDER BY issuer",
        arguments: [account]
      )
    }
  }

  /// Unbinds an account from all subjects and ends its sessions: the next sign-in by its name binds it anew.
  ///
  /// - Parameters:
  ///   - account: The account.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who does it.
  /// - Throws: `RegistryError` where there is no such account.
  public func unbind(_ account: String, at time: Int64, by who: String) throws(RegistryError) {
    try writing { database in
      let account = try Self.knownAccount(account, database)
      for table in ["account_subjects", "sessions"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE account = ?",
          arguments: [account.name]
        )
      }
      try Self.audit(database, time, who, "account \(account.name) is bound to no subject")
    }
  }

  private static func account(of subject: AccountSubject, _ database: Database) throws -> Account? {
    try String.fetchOne(
      database,
      sql: "SELECT account FROM account_subjects WHERE issuer = ? AND subject = ?",
      arguments: [subject.issuer, subject.subject]
    ).flatMap { try account($0, database) }
  }

  private static func subject(
    of account: String,
    by issuer: String,
    _ database: Database
  ) throws -> String? {
    try String.fetchOne(
      database,
      sql: "SELECT subject FROM account_subjects WHERE account = ? AND issuer = ?",
      arguments: [account, issuer]
    )
  }
}
