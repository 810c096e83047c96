public import Wire

/// What the operator of a sensor decides: `/etc/hirundo-sensor.yaml` (docs/formats/sensor-configuration.md).
///
/// Where the centre is and who the sensor is does not stand here: enrolment tells it.
public struct SensorConfiguration: Hashable, Sendable {
  /// Where the file is looked for.
  public static let usualPath = "/etc/hirundo-sensor.yaml"
  private static let page = "docs/formats/sensor-configuration.md lists the keys"
  private static let keys = [
    "interfaces", "directory", "spool-bytes", "spool-age", "reserve", "snap-length", "exclude",
    "proxy", "bandwidth", "report-interval",
  ]
  private static let bytes: [String: Double] = [
    "": 1, "B": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "KiB": 1024, "MiB": 1_048_576,
    "GiB": 1_073_741_824, "TiB": 1_099_511_627_776,
  ]
  private static let seconds: [String: Double] = [
    "s": 1, "min": 60, "h": 3600, "hour": 3600, "hours": 3600, "d": 86_400, "day": 86_400,
    "days": 86_400, "second": 1, "seconds": 1, "minute": 60, "minutes": 60,
  ]

  /// The interfaces that are listened on.
  public var interfaces: [String] = []
  /// Where key, certificate and spool are.
  public var directory = "/var/lib/hirundo-sensor"
  /// The most bytes of segments that are kept.
  public var spoolBytes: Int64 = 1 << 30
  /// The greatest age of a segment that is kept.
  ///
  /// Unit: nanoseconds.
  public var spoolAge: Int64 = 30 * 86_400_000_000_000
  /// Bytes of the disk that are always left free.
  public var reserve: Int64 = 512 << 20
  /// The most bytes that are kept of a packet; nil for what the program thinks best.
  public var snapLength: Int?
  /// Networks whose packets are not captured: those from which the sensor is managed.
  public var excluded: [IPPrefix] = []
  /// The HTTP proxy by which the centre is reached.
  public var proxy: Proxy?
  /// The most bytes a second that are sent to the centre.
  public var bandwidth: Int64?
  /// How often the sensor tells the centre how it is.
  public var reportInterval = Duration.seconds(60)

  /// What holds where nothing is said.
  public init() {}

  /// Reads a file.
  public init(reading path: String) throws(SensorError) {
    let bytes = try PrivateFile.contents(of: path, atMost: SettingsText.longest)
    try self.init(text: String(decoding: bytes, as: UTF8.self), path: path)
  }

  /// Reads the text of a file, whose name is for the error.
  public init(text: String, path: String) throws(SensorError) {
    let settings = try SettingsText(text, path: path)
    for entry in settings.entries {
      let key = entry.key.text
      guard Self.keys.contains(key) else {
        throw settings.fault(entry.key.line, "the key \(key) is unknown", Self.page)
      }
      switch entry.value {
      case .list(let items): try read(items, of: entry.key, in: settings)
      case .scalar(let value): try read(value, of: key, in: settings)
      }
    }
  }

  /// What is captured, given whom the sensor speaks with: their answers are left out.
  ///
  /// - Parameter centre: The centre.
  /// - Returns: The settings of a capture.
  /// - Throws: `SensorError` where no interface is named.
  public func capture(centre: HostPort) throws(SensorError) -> SensorCaptureSettings {
    guard !interfaces.isEmpty else {
      throw SensorError(
        place: "the configuration",
        rule: "it names no interface to listen on",
        remedy: "name one under interfaces:; ip link lists them"
      )
    }
    let peer = proxy?.place ?? centre
    var settings = SensorCaptureSettings(
      interfaces: interfaces,
      excludedNetworks: excluded,
      peers: AddressLookup.addresses(of: peer.host).map {
        CapturePeer(address: $0, port: UInt16(clamping: peer.port))
      }
    )
    if let snapLength { settings.snapLength = UInt32(clamping: snapLength) }
    return settings
  }

  private mutating func read(
    _ items: [SettingsText.Scalar],
    of key: SettingsText.Scalar,
    in settings: SettingsText
  ) throws(SensorError) {
    switch key.text {
    case "interfaces":
      for item in items {
        guard Self.isInterface(item.text), !interfaces.contains(item.text) else {
          throw settings.fault(
            item.line,
            "'\(item.text)' is no interface's name, or there twice",
            "write one name of `ip link` an item, such as eth0"
          )
        }
        interfaces.append(item.text)
      }
    case "exclude":
      for item in items {
        guard let network = IPPrefix(item.text) else {
          throw settings.fault(
            item.line,
            "'\(item.text)' is no network",
            "write an address or a block such as 192.0.2.0/24"
          )
        }
        excluded.append(network)
      }
    default:
      throw settings.fault(key.line, "\(key.text) takes one value and no list", Self.page)
    }
  }

  private mutating func read(
    _ value: SettingsText.Scalar,
    of key: String,
    in settings: SettingsText
  ) throws(SensorError) {
    switch key {
    case "directory":
      guard value.text.hasPrefix("/") else {
        throw settings.fault(value.line, "the directory is no whole path", "begin it with /")
      }
      directory = value.text
    case "proxy":
      proxy = Proxy(value.text)
      guard proxy != nil else {
        throw settings.fault(
          value.line,
          "the proxy is no host with a port",
          "write proxy.example.net:3128, or user:password@proxy.example.net:3128"
        )
      }
    case "spool-bytes":
      spoolBytes = try bytes(value, key, 16 << 20...1 << 50, "from 16 MiB", settings)
    case "reserve": reserve = try bytes(value, key, 0...1 << 50, "from 0", settings)
    case "bandwidth": bandwidth = try bytes(value, key, 1024...1 << 40, "from 1 KiB", settings)
    case "snap-length":
      snapLength = Int(try bytes(value, key, 64...262_144, "from 64 to 262144", settings))
    case "spool-age":
      spoolAge =
        1_000_000_000 * (try seconds(value, key, 3600...315_360_000, "1 h to 3650 days", settings))
    case "report-interval":
      reportInterval = .seconds(try seconds(value, key, 10...3600, "10 s to 1 h", settings))
    default:
      throw settings.fault(value.line, "\(key) takes a list", "write each value as a line - value")
    }
  }

  private func bytes(
    _ value: SettingsText.Scalar,
    _ key: String,
    _ range: ClosedRange<Int64>,
    _ words: String,
    _ settings: SettingsText
  ) throws(SensorError) -> Int64 {
    guard let amount = Self.amount(value.text, Self.bytes), range.contains(amount) else {
      throw settings.fault(
        value.line,
        "\(key) is no amount of bytes \(words)",
        "write a number with kB, MB, GB, KiB, MiB or GiB"
      )
    }
    return amount
  }

  private func seconds(
    _ value: SettingsText.Scalar,
    _ key: String,
    _ range: ClosedRange<Int64>,
    _ words: String,
    _ settings: SettingsText
  ) throws(SensorError) -> Int64 {
    guard let amount = Self.amount(value.text, Self.seconds), range.contains(amount) else {
      throw settings.fault(
        value.line,
        "\(key) is no time from \(words)",
        "write a number with s, min, h or days"
      )
    }
    return amount
  }

  /// A number and its unit, in the smallest unit; nil for any other text.
  private static func amount(_ text: String, _ units: [String: Double]) -> Int64? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    guard let number = Double(digits), let factor = units[String(unit)], number * factor < 1e17
    else {
      return nil
    }
    return Int64(number * factor)
  }

  /// Linux's rule for the name of an interface: 1 to 15 bytes, no blank and no slash.
  private static func isInterface(_ text: String) -> Bool {
    (1...15).contains(text.utf8.count) && text != "." && text != ".."
      && text.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "/") }
  }
}
