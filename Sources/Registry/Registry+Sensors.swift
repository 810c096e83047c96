import GRDB
import Schema

/// Who the sensors are.
extension Registry {
  /// Adds a sensor.
  ///
  /// - Parameters:
  ///   - sensor: The sensor, of a name that no other has or had.
  ///   - who: Who adds it.
  /// - Throws: `RegistryError` where the name is taken.
  public func add(_ sensor: RegisteredSensor, by who: String) throws(RegistryError) {
    let name = sensor.sensor.name
    try writing { database in
      guard try Self.sensor(name, database) == nil else {
        throw RegistryError(
          place: name,
          rule: "there is a sensor of this name already",
          remedy: "choose another name; hirundo sensors list shows all, the retired ones too"
        )
      }
      try database.execute(
        sql: """
          INSERT INTO sensors (name, "group", country, note, state, created)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          name, sensor.sensor.group?.rawValue, sensor.sensor.region?.description, sensor.note,
          sensor.state.rawValue, sensor.created,
        ]
      )
      try Self.audit(database, sensor.created, who, "sensor \(name) added")
    }
  }

  /// All sensors, in the order in which they were added.
  ///
  /// - Returns: The retired ones too.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func sensors() throws(RegistryError) -> [RegisteredSensor] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT * FROM sensors ORDER BY created, name")
        .map(RegisteredSensor.init)
    }
  }

  /// A sensor by its name.
  ///
  /// - Parameter name: The name.
  /// - Returns: Nil where there is none.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func sensor(named name: String) throws(RegistryError) -> RegisteredSensor? {
    try reading { try Self.sensor(name, $0) }
  }

  /// Takes a sensor out of service: its certificates and tokens are void, what it sent stays.
  ///
  /// - Parameters:
  ///   - name: The sensor's name.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - who: Who does it.
  /// - Throws: `RegistryError` where there is no such sensor.
  public func retire(_ name: String, at time: Int64, by who: String) throws(RegistryError) {
    try writing { database in
      _ = try Self.known(name, database)
      try database.execute(
        sql: "UPDATE sensors SET state = ? WHERE name = ?",
        arguments: [RegisteredSensor.State.retired.rawValue, name]
      )
      try Self.revokeAll(of: name, at: time, database)
      try Self.audit(database, time, who, "sensor \(name) retired")
    }
  }

  static func sensor(_ name: String, _ database: Database) throws -> RegisteredSensor? {
    try Row.fetchOne(database, sql: "SELECT * FROM sensors WHERE name = ?", arguments: [name])
      .map(RegisteredSensor.init)
  }

  /// A sensor that must be there.
  static func known(_ name: String, _ database: Database) throws -> RegisteredSensor {
    guard let sensor = try sensor(name, database) else {
      throw RegistryError(
        place: name,
        rule: "there is no sensor of this name",
        remedy: "see hirundo sensors list, or add it with hirundo sensors add"
      )
    }
    return sensor
  }

  /// A sensor that must be there and take part.
  static func active(_ name: String, _ database: Database) throws -> RegisteredSensor {
    let sensor = try known(name, database)
    guard sensor.state == .active else {
      throw RegistryError(
        place: name,
        rule: "the sensor is retired",
        remedy: "add a sensor of another name"
      )
    }
    return sensor
  }
}

extension RegisteredSensor {
  fileprivate init(_ row: Row) {
    let group: String? = row["group"]
    let country: String? = row["country"]
    let state: String = row["state"]
    self.init(
      Sensor(
        name: row["name"],
        region: country.flatMap { Region($0) },
        group: group.map { SensorGroup(rawValue: $0) }
      ),
      note: row["note"],
      created: row["created"]
    )
    self.state = State(rawValue: state) ?? .retired
  }
}
