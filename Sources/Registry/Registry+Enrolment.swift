import GRDB
public import Shipping

/// How a sensor gets its certificate.
extension Registry {
  /// How long an enrolment token is valid.
  ///
  /// Unit: nanoseconds.
  public static let tokenLifetime: Int64 = 24 * 3_600_000_000_000

  /// Keeps the digest of a token's secret; tokens of the sensor that were not used are void.
  ///
  /// - Parameters:
  ///   - secret: The secret. Shape: 32 bytes.
  ///   - sensor: The sensor that it enrols.
  ///   - time: The present time, in nanoseconds since 1970; the token is valid for 24 hours.
  ///   - who: Who gave it out.
  /// - Throws: `RegistryError` where the sensor is unknown or retired.
  public func addToken(
    secret: [UInt8],
    for sensor: String,
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    try writing { database in
      _ = try Self.active(sensor, database)
      try database.execute(
        sql: "DELETE FROM enrolment_tokens WHERE sensor = ? AND used IS NULL",
        arguments: [sensor]
      )
      try database.execute(
        sql: """
          INSERT INTO enrolment_tokens (digest, sensor, created, expires) VALUES (?, ?, ?, ?)
          """,
        arguments: [Secret.digest(of: secret), sensor, time, time + Self.tokenLifetime]
      )
      try Self.audit(database, time, who, "enrolment token for \(sensor)")
    }
  }

  /// Exchanges a token for a certificate, once.
  ///
  /// - Parameters:
  ///   - secret: The token's secret.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - issue: Signs a certificate for the sensor of that name.
  /// - Returns: The sensor and its certificate; nil where the token is unknown, used, or expired, or its sensor is
  ///   retired.
  /// - Throws: What `issue` throws, and then the token stays as it was; `RegistryError`.
  public func redeem(
    secret: [UInt8],
    at time: Int64,
    issue: @Sendable (String) throws -> IssuedCertificate
  ) throws -> (sensor: String, certificate: IssuedCertificate)? {
    let digest = Secret.digest(of: secret)
    return try pool.write { database in
      let sensor = try String.fetchOne(
        database,
        sql: """
          SELECT sensor FROM enrolment_tokens JOIN sensors ON name = sensor
          WHERE digest = ? AND used IS NULL AND expires > ? AND state = 'active'
          """,
        arguments: [digest, time]
      )
      guard let sensor else { return nil }
      let certificate = try issue(sensor)
      try database.execute(
        sql: "UPDATE enrolment_tokens SET used = ? WHERE digest = ?",
        arguments: [time, digest]
      )
      try Self.keep(certificate, of: sensor, at: time, database)
      try Self.audit(database, time, sensor, "enrolled, certificate \(certificate.serial)")
      return (sensor, certificate)
    }
  }

  /// Keeps a certificate that was issued in place of another of the sensor.
  ///
  /// - Parameters:
  ///   - certificate: The certificate.
  ///   - sensor: The sensor.
  ///   - time: The present time, in nanoseconds since 1970.
  /// - Throws: `RegistryError` where the sensor is unknown or retired.
  public func keepRenewal(
    _ certificate: IssuedCertificate,
    of sensor: String,
    at time: Int64
  ) throws(RegistryError) {
    try writing { database in
      _ = try Self.active(sensor, database)
      try Self.keep(certificate, of: sensor, at: time, database)
      try Self.audit(database, time, sensor, "certificate renewed, \(certificate.serial)")
    }
  }

  private static func keep(
    _ certificate: IssuedCertificate,
    of sensor: String,
    at time: Int64,
    _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO certificates (serial, sensor, issued, valid_until) VALUES (?, ?, ?, ?)",
      arguments: [certificate.serial, sensor, time, certificate.validUntil]
    )
  }
}
