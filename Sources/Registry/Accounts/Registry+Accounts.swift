import GRDB
import Schema
import Shipping

/// Who may sign in.
extension Registry {
  /// How long a link by which a password is chosen is valid.
  ///
  /// Unit: nanoseconds.
  public static let linkLifetime: Int64 = 24 * 3_600_000_000_000

  /// Adds an account.
  ///
  /// - Parameters:
  ///   - account: The account; its password comes later, through a link.
  ///   - who: Who adds it.
  /// - Throws: `RegistryError` where the name is taken or is none, or a sensor is unknown.
  public func add(_ account: Account, by who: String) throws(RegistryError) {
    guard Account.isName(account.name) else {
      throw RegistryError(
        place: "the name of the account",
        rule: "it has other characters than letters, digits, ., _, - and @, or not 1 to 64 of them",
        remedy: "choose a name such as ana or ana@example.org"
      )
    }
    try writing { database in
      guard try Self.account(account.name, database) == nil else {
        throw RegistryError(
          place: account.name,
          rule: "there is an account of this name already",
          remedy: "choose another name; the page /accounts shows all"
        )
      }
      try Self.insert(account, by: who, database)
    }
  }

  /// Writes a new account, whose name is one and not taken.
  static func insert(_ account: Account, by who: String, _ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO accounts (name, role, created, active, failures, locked_until)
        VALUES (?, ?, ?, 1, 0, 0)
        """,
      arguments: [account.name, account.role.rawValue, account.created]
    )
    try give(account.sensors, to: account.name, database)
    try audit(
      database,
      account.created,
      who,
      "account \(account.name) added, \(account.role.rawValue)"
    )
  }

  /// All accounts by name.
  ///
  /// - Returns: Those that may not sign in too.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func accounts() throws(RegistryError) -> [Account] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM accounts ORDER BY name")
        .map { try Self.account($0, database) }
    }
  }

  /// An account by its name, in any case.
  ///
  /// - Parameter name: The name.
  /// - Returns: Nil where there is none.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func account(named name: String) throws(RegistryError) -> Account? {
    try reading { try Self.account(name, $0) }
  }

  /// Changes what an account may do; its sessions go on with what it may do now.
  ///
  /// - Parameters:
  ///   - name: The account.
  ///   - role: Its new role.
  ///   - sensors: The sensors that are a partner's.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who does it.
  /// - Throws: `RegistryError` where there is no such account or sensor, or no admin would be left.
  public func change(
    _ name: String,
    to role: Role,
    sensors: [String] = [],
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    try writing { database in
      let account = try Self.knownAccount(name, database)
      if role != .admin { try Self.keepsAnAdmin(besides: account, database) }
      try database.execute(
        sql: "UPDATE accounts SET role = ? WHERE name = ?",
        arguments: [role.rawValue, account.name]
      )
      try Self.give(sensors, to: account.name, database)
      try Self.audit(database, time, who, "account \(account.name) is now \(role.rawValue)")
    }
  }

  /// Lets an account sign in, or lets it no more and ends its sessions and tokens.
  ///
  /// - Parameters:
  ///   - name: The account.
  ///   - isActive: Whether it may.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who does it.
  /// - Throws: `RegistryError` where there is no such account, or no admin would be left.
  public func setActive(
    _ name: String,
    _ isActive: Bool,
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    try writing { database in
      let account = try Self.knownAccount(name, database)
      if !isActive { try Self.keepsAnAdmin(besides: account, database) }
      try database.execute(
        sql: "UPDATE accounts SET active = ?, failures = 0, locked_until = 0 WHERE name = ?",
        arguments: [isActive, account.name]
      )
      if !isActive {
        for table in ["sessions", "access_tokens", "password_links"] {
          try database.execute(
            sql: "DELETE FROM \(table) WHERE account = ?",
            arguments: [account.name]
          )
        }
      }
      let word = isActive ? "active" : "closed"
      try Self.audit(database, time, who, "account \(account.name) is \(word)")
    }
  }

  /// Makes the link by which the password of an account is chosen, once; earlier links of it are void.
  ///
  /// - Parameters:
  ///   - secret: The secret of the link. Shape: 32 bytes.
  ///   - name: The account.
  ///   - time: The present time, in nanoseconds since 1970; the link is valid for 24 hours.
  ///   - who: Who makes it.
  /// - Throws: `RegistryError` where there is no such account.
  public func addPasswordLink(
    secret: [UInt8],
    for name: String,
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    try writing { database in
      let account = try Self.knownAccount(name, database)
      try database.execute(
        sql: "DELETE FROM password_links WHERE account = ? OR expires <= ?",
        arguments: [account.name, time]
      )
      try database.execute(
        sql: "INSERT INTO password_links (digest, account, expires) VALUES (?, ?, ?)",
        arguments: [Secret.digest(of: secret), account.name, time + Self.linkLifetime]
      )
      try Self.audit(database, time, who, "password link for \(account.name)")
    }
  }

  /// The account whose password a link lets choose.
  ///
  /// - Parameters:
  ///   - secret: The secret of the link.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Returns: Nil where the link is unknown, used or expired.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func account(
    ofPasswordLink secret: [UInt8],
    at time: Int64
  ) throws(RegistryError)
    -> Account?
  {
    try reading { try Self.account(ofLink: secret, time, $0) }
  }

  /// Whether a text may be a password: at least 10 characters, at most 1,024 bytes.
  ///
  /// - Parameter text: The text.
  /// - Returns: Whether `choosePassword` takes it.
  public static func mayBePassword(_ text: String) -> Bool { PasswordHash.mayHash(text) }

  /// Chooses a password through a link, which is used up, and ends all sessions of the account.
  ///
  /// - Parameters:
  ///   - password: The password. Range: at least 10 characters, at most 1,024 bytes.
  ///   - secret: The secret of the link.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Returns: The account; nil where the link is unknown, used or expired.
  /// - Throws: `RegistryError` where the password is too short or too long.
  public func choosePassword(
    _ password: String,
    link secret: [UInt8],
    at time: Int64
  ) throws(RegistryError) -> Account? {
    // Hashed outside of the transaction, which others wait for.
    let hash = try hashing { try PasswordHash(of: password).text }
    return try writing { database in
      guard let account = try Self.account(ofLink: secret, time, database) else { return nil }
      try database.execute(
        sql: "UPDATE accounts SET password = ?, failures = 0, locked_until = 0 WHERE name = ?",
        arguments: [hash, account.name]
      )
      for table in ["password_links", "sessions"] {
        try database.execute(
          sql: "DELETE FROM \(table) WHERE account = ?",
          arguments: [account.name]
        )
      }
      try Self.audit(database, time, account.name, "password chosen")
      return try Self.account(account.name, database)
    }
  }

  // MARK: Rows

  static func account(_ name: String, _ database: Database) throws -> Account? {
    try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE name = ?", arguments: [name])
      .map { try account($0, database) }
  }

  /// An account that must be there.
  static func knownAccount(_ name: String, _ database: Database) throws -> Account {
    guard let account = try account(name, database) else {
      throw RegistryError(
        place: name,
        rule: "there is no account of this name",
        remedy: "look at the page /accounts, or add it there"
      )
    }
    return account
  }

  private static func account(_ row: Row, _ database: Database) throws -> Account {
    let name: String = row["name"]
    let role: String = row["role"]
    guard let role = Role(rawValue: role) else {
      throw RegistryError(
        place: name,
        rule: "the account has the unknown role \(role)",
        remedy: "use the version of the program that gave it"
      )
    }
    var account = Account(
      name: name,
      role: role,
      sensors: try String.fetchAll(
        database,
        sql: "SELECT sensor FROM account_sensors WHERE account = ? ORDER BY sensor",
        arguments: [name]
      ),
      created: row["created"]
    )
    let password: String? = row["password"]
    account.isActive = row["active"]
    account.hasPassword = password != nil
    return account
  }

  private static func account(
    ofLink secret: [UInt8],
    _ time: Int64,
    _ database: Database
  ) throws -> Account? {
    try String.fetchOne(
      database,
      sql: """
        SELECT account FROM password_links JOIN accounts ON name = account
        WHERE digest = ? AND expires > ? AND active = 1
        """,
      arguments: [Secret.digest(of: secret), time]
    ).flatMap { try account($0, database) }
  }

  private static func give(
    _ sensors: [String],
    to account: String,
    _ database: Database
  ) throws {
    try database.execute(
      sql: "DELETE FROM account_sensors WHERE account = ?",
      arguments: [account]
    )
    for sensor in Set(sensors) {
      _ = try known(sensor, database)
      try database.execute(
        sql: "INSERT INTO account_sensors (account, sensor) VALUES (?, ?)",
        arguments: [account, sensor]
      )
    }
  }

  /// Refuses a change that would leave nobody who may change it back.
  private static func keepsAnAdmin(besides account: Account, _ database: Database) throws {
    let others =
      try Int.fetchOne(
        database,
        sql: "SELECT count(*) FROM accounts WHERE role = 'admin' AND active = 1 AND name != ?",
        arguments: [account.name]
      ) ?? 0
    guard account.role != .admin || !account.isActive || others > 0 else {
      throw RegistryError(
        place: account.name,
        rule: "it is the only admin",
        remedy: "make another account an admin first"
      )
    }
  }
}
