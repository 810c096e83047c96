import GRDB
import Shipping

/// Tokens by which other tools upload captures.
extension Registry {
  /// Keeps the digest of an upload token's secret.
  ///
  /// - Parameters:
  ///   - secret: The secret. Shape: 32 bytes.
  ///   - sensor: Whose captures it brings.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who gave it out.
  /// - Throws: `RegistryError` where the sensor is unknown or retired.
  public func addUploadToken(
    secret: [UInt8],
    for sensor: String,
    at time: Int64,
    by who: String
  ) throws(RegistryError) {
    try writing { database in
      _ = try Self.active(sensor, database)
      try database.execute(
        sql: "INSERT INTO upload_tokens (digest, sensor, created) VALUES (?, ?, ?)",
        arguments: [Secret.digest(of: secret), sensor, time]
      )
      try Self.audit(database, time, who, "upload token for \(sensor)")
    }
  }

  /// The sensor whose captures a token brings.
  ///
  /// - Parameter secret: The token's secret.
  /// - Returns: Nil where it is unknown or revoked, or its sensor is retired.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func sensor(ofUploadToken secret: [UInt8]) throws(RegistryError) -> String? {
    let digest = Secret.digest(of: secret)
    return try reading { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT sensor FROM upload_tokens JOIN sensors ON name = sensor
          WHERE digest = ? AND revoked IS NULL AND state = 'active'
          """,
        arguments: [digest]
      )
    }
  }
}
