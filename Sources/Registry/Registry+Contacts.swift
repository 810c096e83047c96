import FoundationEssentials
import GRDB
public import Schema
public import Shipping

/// What was heard of sensors.
extension Registry {
  /// Counts a segment that was stored.
  ///
  /// - Parameters:
  ///   - sensor: The sensor.
  ///   - bytes: The segment's length.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - clockOffset: By how much the sensor's clock is ahead, in nanoseconds; nil where it did not say.
  /// - Throws: `RegistryError` where the registry cannot be written.
  public func noteSegment(
    of sensor: String,
    bytes: Int,
    at time: Int64,
    clockOffset: Int64?
  ) throws(RegistryError) {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO receipts (sensor, day, segments, bytes) VALUES (?, ?, 1, ?)
          ON CONFLICT DO UPDATE SET segments = segments + 1, bytes = bytes + excluded.bytes
          """,
        arguments: [sensor, Self.day(time), bytes]
      )
      try Self.noteContact(sensor, time, clockOffset, database)
    }
  }

  /// Counts an upload that was not stored.
  ///
  /// - Parameters:
  ///   - reason: One of a few words, such as `conflict`.
  ///   - sensor: The sensor.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - clockOffset: By how much the sensor's clock is ahead, in nanoseconds; nil where it did not say.
  /// - Throws: `RegistryError` where the registry cannot be written.
  public func noteRefusal(
    _ reason: String,
    of sensor: String,
    at time: Int64,
    clockOffset: Int64?
  ) throws(RegistryError) {
    try writing { database in
      try database.execute(
        sql: """
          INSERT INTO refusals (sensor, day, reason, segments) VALUES (?, ?, ?, 1)
          ON CONFLICT DO UPDATE SET segments = segments + 1
          """,
        arguments: [sensor, Self.day(time), reason]
      )
      try Self.noteContact(sensor, time, clockOffset, database)
    }
  }

  /// Keeps a sensor's report in place of the one before.
  ///
  /// - Parameters:
  ///   - report: The report.
  ///   - sensor: The sensor.
  ///   - time: The present time, in nanoseconds since 1970.
  ///   - clockOffset: By how much the sensor's clock is ahead, in nanoseconds; nil where it did not say.
  /// - Throws: `RegistryError` where the registry cannot be written.
  public func keep(
    _ report: SensorReport,
    of sensor: String,
    at time: Int64,
    clockOffset: Int64?
  ) throws(RegistryError) {
    try writing { database in
      let text = String(decoding: try JSONEncoder().encode(report), as: UTF8.self)
      try database.execute(
        sql: """
          INSERT INTO reports (sensor, received, report) VALUES (?, ?, ?)
          ON CONFLICT DO UPDATE SET received = excluded.received, report = excluded.report
          """,
        arguments: [sensor, time, text]
      )
      try Self.noteContact(sensor, time, clockOffset, database)
    }
  }

  /// What was heard of each sensor last, by its name.
  ///
  /// - Returns: The sensors that were heard at all.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func contacts() throws(RegistryError) -> [String: SensorContact] {
    try reading { database in
      var contacts: [String: SensorContact] = [:]
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT contacts.sensor AS sensor, heard, clock_offset, report FROM contacts
          LEFT JOIN reports ON reports.sensor = contacts.sensor
          """
      )
      for row in rows {
        let text: String? = row["report"]
        contacts[row["sensor"]] = SensorContact(
          heard: row["heard"],
          clockOffset: row["clock_offset"],
          report: try text.map {
            try JSONDecoder().decode(SensorReport.self, from: Data($0.utf8))
          }
        )
      }
      return contacts
    }
  }

  /// What was received of a sensor, by day.
  ///
  /// - Parameters:
  ///   - sensor: The sensor.
  ///   - day: The first day in UTC that is of interest.
  /// - Returns: The days of which there is something, in order.
  /// - Throws: `RegistryError` where the registry cannot be read.
  public func receipts(
    of sensor: String,
    since day: CivilDay
  ) throws(RegistryError) -> [SensorReceipts] {
    try reading { database in
      var days: [Int: SensorReceipts] = [:]
      let received = try Row.fetchAll(
        database,
        sql: "SELECT day, segments, bytes FROM receipts WHERE sensor = ? AND day >= ?",
        arguments: [sensor, day.number]
      )
      for row in received {
        let number: Int = row["day"]
        days[number] = SensorReceipts(
          day: CivilDay(number: number),
          segments: row["segments"],
          bytes: row["bytes"]
        )
      }
      let refused = try Row.fetchAll(
        database,
        sql: "SELECT day, reason, segments FROM refusals WHERE sensor = ? AND day >= ?",
        arguments: [sensor, day.number]
      )
      for row in refused {
        let number: Int = row["day"]
        let reason: String = row["reason"]
        days[number, default: SensorReceipts(day: CivilDay(number: number))]
          .refused[reason, default: 0] += row["segments"]
      }
      return days.values.sorted { $0.day < $1.day }
    }
  }

  private static func noteContact(
    _ sensor: String,
    _ time: Int64,
    _ clockOffset: Int64?,
    _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO contacts (sensor, heard, clock_offset) VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET heard = max(heard, excluded.heard),
        clock_offset = coalesce(excluded.clock_offset, clock_offset)
        """,
      arguments: [sensor, time, clockOffset]
    )
  }

  private static func day(_ time: Int64) -> Int {
    ReportingZone.utc.day(of: time).day.number
  }
}
