import GRDB

/// What left the house, and what the audit says of it.
extension Registry {
  /// Writes down that somebody took numbers, packets or documents out, or did what no table of the registry shows.
  ///
  /// - Parameters:
  ///   - what: What was done, in words; never a secret.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who did it.
  /// - Throws: `RegistryError` where the registry cannot be written; then nothing should be given out.
  public func note(_ what: String, at time: Int64, by who: String) throws(RegistryError) {
    try writing { database in
      try Self.audit(database, time, who, String(what.prefix(1000)))
    }
  }

  /// The latest changes that a question asks for, the newest first.
  ///
  /// - Parameters:
  ///   - question: Which.
  ///   - count: How many.
  /// - Returns: At most so many.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func audit(
    _ question: AuditQuestion,
    latest count: Int
  ) throws(RegistryError) -> [AuditEntry] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT time, who, what FROM audit WHERE time >= ?1 AND time < ?2
          AND (?3 IS NULL OR who = ?3 COLLATE NOCASE)
          AND (?4 IS NULL OR instr(lower(what), lower(?4)) > 0)
          ORDER BY number DESC LIMIT ?5
          """,
        arguments: [question.from, question.until, question.who, question.word, count]
      ).map { AuditEntry(time: $0["time"], who: $0["who"], what: $0["what"]) }
    }
  }
}
