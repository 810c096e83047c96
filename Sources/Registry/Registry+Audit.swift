import GRDB

/// Who changed what.
extension Registry {
  /// The latest changes, the newest first.
  ///
  /// - Parameter count: How many.
  /// - Returns: At most so many.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func audit(latest count: Int) throws(RegistryError) -> [AuditEntry] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT time, who, what FROM audit ORDER BY number DESC LIMIT ?",
        arguments: [count]
      ).map { AuditEntry(time: $0["time"], who: $0["who"], what: $0["what"]) }
    }
  }
}
