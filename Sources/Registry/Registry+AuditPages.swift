import GRDB

extension Registry {
  /// Changes before one, the newest first.
  ///
  /// - Parameters:
  ///   - count: How many.
  ///   - number: The number of a change; nil to begin with the latest.
  /// - Returns: At most so many, each with its number, which it keeps.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func audit(
    latest count: Int,
    before number: Int?
  ) throws(RegistryError) -> [(number: Int, entry: AuditEntry)] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT number, time, who, what FROM audit WHERE ?1 IS NULL OR number < ?1
          ORDER BY number DESC LIMIT ?2
          """,
        arguments: [number, count]
      ).map { row in
        (row["number"], AuditEntry(time: row["time"], who: row["who"], what: row["what"]))
      }
    }
  }

  /// Writes down what was done and changed nothing here: what was taken away, or asked.
  ///
  /// - Parameters:
  ///   - what: What was done; never a secret. Cut to 1,000 characters.
  ///   - who: Who did it.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Throws: `RegistryError` where the registry cannot be written.
  public func note(_ what: String, by who: String, at time: Int64) throws(RegistryError) {
    try writing { try Self.audit($0, time, who, String(what.prefix(1000))) }
  }
}
