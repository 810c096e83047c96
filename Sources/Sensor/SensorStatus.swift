import FoundationEssentials
public import Shipping

/// What status.json holds: the report that the centre gets, and how shipping goes.
///
/// Both stand in one object, so that whoever reads a `SensorReport` reads this too.
public struct SensorStatus: Hashable, Sendable, Codable {
  private enum Key: String, CodingKey {
    case sensor, centre, shipping
  }

  /// The sensor's name.
  public var sensor: String
  /// The centre's host and port.
  public var centre: String
  /// How the sensor is.
  public var report: SensorReport
  /// How shipping goes.
  public var shipping: ShippingProgress.Snapshot

  /// A status.
  public init(
    sensor: String,
    centre: String,
    report: SensorReport,
    shipping: ShippingProgress.Snapshot
  ) {
    self.sensor = sensor
    self.centre = centre
    self.report = report
    self.shipping = shipping
  }

  /// Reads the object.
  public init(from decoder: any Decoder) throws {
    report = try SensorReport(from: decoder)
    let values = try decoder.container(keyedBy: Key.self)
    sensor = try values.decode(String.self, forKey: .sensor)
    centre = try values.decode(String.self, forKey: .centre)
    shipping = try values.decode(ShippingProgress.Snapshot.self, forKey: .shipping)
  }

  /// Writes the object.
  public func encode(to encoder: any Encoder) throws {
    try report.encode(to: encoder)
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(sensor, forKey: .sensor)
    try values.encode(centre, forKey: .centre)
    try values.encode(shipping, forKey: .shipping)
  }

  /// The status that a running sensor has left in its directory.
  ///
  /// - Parameter files: The directory.
  /// - Throws: `SensorError` where it never ran, or the file is damaged.
  public init(reading files: SensorFiles) throws(SensorError) {
    guard let bytes = try PrivateFile.contentsIfPresent(of: files.status) else {
      throw SensorError(
        place: files.directory,
        rule: "no sensor has run here yet",
        remedy: "start it: systemctl start hirundo-sensor"
      )
    }
    do {
      self = try JSONDecoder().decode(SensorStatus.self, from: Data(bytes))
    } catch {
      throw SensorError(
        place: files.status,
        rule: "it is no status of a sensor",
        remedy: "start the sensor: it writes the file again"
      )
    }
  }

  /// The object in JSON, its keys sorted.
  public func json() throws(SensorError) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      throw SensorError(
        place: "the status of sensor \(sensor)",
        rule: "it cannot be written as JSON",
        remedy: "report this fault"
      )
    }
  }
}
