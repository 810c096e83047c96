import GRDB

/// The changes of the registry's tables, each made once and in this order.
enum RegistryMigration {
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1: first tables") { database in
      for table in first { try database.execute(sql: table) }
    }
    migrator.registerMigration("2: accounts") { database in
      for table in accounts { try database.execute(sql: table) }
    }
    migrator.registerMigration("3: subjects of OpenID Connect") { database in
      try database.execute(sql: subjects)
    }
    return migrator
  }

  /// Times are nanoseconds since 1970, those of certificates seconds, days the days since 1970 in UTC.
  private static let first = [
    """
    CREATE TABLE sensors (
      name TEXT PRIMARY KEY NOT NULL, "group" TEXT, country TEXT, note TEXT NOT NULL,
      state TEXT NOT NULL, created INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE enrolment_tokens (
      digest TEXT PRIMARY KEY NOT NULL, sensor TEXT NOT NULL REFERENCES sensors(name),
      created INTEGER NOT NULL, expires INTEGER NOT NULL, used INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE certificates (
      serial TEXT PRIMARY KEY NOT NULL, sensor TEXT NOT NULL REFERENCES sensors(name),
      issued INTEGER NOT NULL, valid_until INTEGER NOT NULL, revoked INTEGER
    ) STRICT
    """,
    "CREATE INDEX certificates_of_sensor ON certificates(sensor)",
    """
    CREATE TABLE upload_tokens (
      digest TEXT PRIMARY KEY NOT NULL, sensor TEXT NOT NULL REFERENCES sensors(name),
      created INTEGER NOT NULL, revoked INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE contacts (
      sensor TEXT PRIMARY KEY NOT NULL REFERENCES sensors(name), heard INTEGER NOT NULL,
      clock_offset INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE reports (
      sensor TEXT PRIMARY KEY NOT NULL REFERENCES sensors(name), received INTEGER NOT NULL,
      report TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE receipts (
      sensor TEXT NOT NULL REFERENCES sensors(name), day INTEGER NOT NULL, segments INTEGER NOT NULL,
      bytes INTEGER NOT NULL, PRIMARY KEY (sensor, day)
    ) STRICT
    """,
    """
    CREATE TABLE refusals (
      sensor TEXT NOT NULL REFERENCES sensors(name), day INTEGER NOT NULL, reason TEXT NOT NULL,
      segments INTEGER NOT NULL, PRIMARY KEY (sensor, day, reason)
    ) STRICT
    """,
    """
    CREATE TABLE audit (
      number INTEGER PRIMARY KEY AUTOINCREMENT, time INTEGER NOT NULL, who TEXT NOT NULL,
      what TEXT NOT NULL
    ) STRICT
    """,
  ]

  /// An account has one subject of an issuer at most.
  private static let subjects = """
    CREATE TABLE account_subjects (
      issuer TEXT NOT NULL, subject TEXT NOT NULL,
      account TEXT NOT NULL COLLATE NOCASE REFERENCES accounts(name), bound INTEGER NOT NULL,
      PRIMARY KEY (issuer, subject), UNIQUE (issuer, account)
    ) STRICT
    """

  /// A secret stands here as its digest, a password as its scrypt.
  private static let accounts = [
    """
    CREATE TABLE accounts (
      name TEXT PRIMARY KEY NOT NULL COLLATE NOCASE, role TEXT NOT NULL, password TEXT,
      created INTEGER NOT NULL, active INTEGER NOT NULL, failures INTEGER NOT NULL,
      locked_until INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE account_sensors (
      account TEXT NOT NULL REFERENCES accounts(name), sensor TEXT NOT NULL REFERENCES sensors(name),
      PRIMARY KEY (account, sensor)
    ) STRICT
    """,
    """
    CREATE TABLE password_links (
      digest TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL REFERENCES accounts(name),
      expires INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE sessions (
      digest TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL REFERENCES accounts(name),
      created INTEGER NOT NULL, used INTEGER NOT NULL, program TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE access_tokens (
      digest TEXT PRIMARY KEY NOT NULL, account TEXT NOT NULL REFERENCES accounts(name),
      note TEXT NOT NULL, scopes TEXT NOT NULL, created INTEGER NOT NULL, expires INTEGER NOT NULL,
      used INTEGER
    ) STRICT
    """,
  ]
}
