import GRDB

/// Which certificates hold.
extension Registry {
  /// What is thought of a certificate whose signature holds.
  ///
  /// - Parameters:
  ///   - serial: Its serial number.
  ///   - sensor: The sensor that it names.
  /// - Returns: Whether it counts; another program's revocation is seen at once.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func standing(
    ofCertificate serial: String,
    sensor: String
  ) throws(RegistryError) -> CertificateStanding {
    try reading { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT state, revoked FROM certificates JOIN sensors ON name = sensor
          WHERE serial = ? AND sensor = ?
          """,
        arguments: [serial, sensor]
      )
      guard let row else { return .unknown }
      let state: String = row["state"]
      let revoked: Int64? = row["revoked"]
      if state != RegisteredSensor.State.active.rawValue { return .retired }
      return revoked == nil ? .good : .revoked
    }
  }

  /// Until when the newest certificate of a sensor is valid that was not revoked.
  ///
  /// - Parameter sensor: The sensor.
  /// - Returns: Seconds since 1970; nil where it has none.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func certificateEnd(of sensor: String) throws(RegistryError) -> Int64? {
    try reading { database in
      try Int64.fetchOne(
        database,
        sql: "SELECT max(valid_until) FROM certificates WHERE sensor = ? AND revoked IS NULL",
        arguments: [sensor]
      )
    }
  }

  /// Revokes all certificates and tokens of a sensor, which can enrol anew with a new token.
  ///
  /// - Parameters:
  ///   - sensor: The sensor.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who does it.
  /// - Returns: How many certificates were valid until now.
  /// - Throws: `RegistryError` where there is no such sensor.
  public func revoke(
    _ sensor: String,
    at time: Int64,
    by who: String
  ) throws(RegistryError) -> Int {
    try writing { database in
      _ = try Self.known(sensor, database)
      let count = try Self.revokeAll(of: sensor, at: time, database)
      try Self.audit(database, time, who, "certificates of \(sensor) revoked: \(count)")
      return count
    }
  }

  @discardableResult
  static func revokeAll(of sensor: String, at time: Int64, _ database: Database) throws -> Int {
    try database.execute(
      sql: "UPDATE certificates SET revoked = ? WHERE sensor = ? AND revoked IS NULL",
      arguments: [time, sensor]
    )
    let count = database.changesCount
    try database.execute(
      sql: "DELETE FROM enrolment_tokens WHERE sensor = ? AND used IS NULL",
      arguments: [sensor]
    )
    try database.execute(
      sql: "UPDATE upload_tokens SET revoked = ? WHERE sensor = ? AND revoked IS NULL",
      arguments: [time, sensor]
    )
    return count
  }
}
