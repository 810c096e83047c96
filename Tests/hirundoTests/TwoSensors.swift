import Capture
import Wire

/// Two days of two sensors, small enough to count by hand.
///
/// | sensor | UTC | source | packet |
/// |---|---|---|---|
/// | tokyo | 2024-05-01 10:00 | 36.128.0.1 | 23/TCP, Mirai-type |
/// | | 10:01 | 36.128.0.1 | 23/TCP, Mirai-type |
/// | | 11:00 | 36.128.0.2 | 2323/TCP, Mirai-type |
/// | | 15:00 | 73.0.0.1 | 23/TCP, Mirai-type |
/// | | 2024-05-02 10:00 | 73.0.0.1 | 80/TCP |
/// | | 10:01 | | an ARP request |
/// | | 10:02 | | a frame of link type 147 |
/// | berlin | 2024-05-01 12:00 | 36.128.0.1 | 23/TCP, Mirai-type |
/// | | 2024-05-02 12:00 | 5.6.7.8 | 23/TCP, Mirai-type |
/// | | 12:30 | 73.0.0.1 | 80/TCP |
///
/// tokyo listened for both days and lost 3 packets, berlin from noon of the first day.
enum TwoSensors {
  /// 2024-05-01T00:00:00Z.
  static let start: Int64 = 1_714_521_600

  static let sensors = """
    sensors:
      - {name: tokyo, country: JP}
      - {name: berlin, country: DE}

    """

  static let regions = """
    network,country
    36.128.0.0/10,CN
    73.0.0.0/8,US

    """

  private static let tokyo = IPv4Address(192, 0, 2, 1)
  private static let berlin = IPv4Address(198, 51, 100, 1)

  private static func probe(
    _ source: IPv4Address,
    _ target: IPv4Address,
    _ port: UInt16,
    isMirai: Bool = true
  ) -> [UInt8] {
    ProbeFrame(
      source: source,
      target: target,
      port: port,
      sequence: isMirai ? nil : 0x0102_0304
    ).bytes
  }

  private static let china1 = IPv4Address(36, 128, 0, 1)
  private static let china2 = IPv4Address(36, 128, 0, 2)
  private static let america = IPv4Address(73, 0, 0, 1)
  private static let elsewhere = IPv4Address(5, 6, 7, 8)

  /// Frames with the second at which they came.
  static let atTokyo: [(time: Int64, bytes: [UInt8])] = [
    (start + 36_000, probe(china1, tokyo, 23)),
    (start + 36_060, probe(china1, tokyo, 23)),
    (start + 39_600, probe(china2, tokyo, 2323)),
    (start + 54_000, probe(america, tokyo, 23)),
    (start + 86_400 + 36_000, probe(america, tokyo, 80, isMirai: false)),
    (start + 86_400 + 36_060, ProbeFrame.arp),
  ]
  static let atBerlin: [(time: Int64, bytes: [UInt8])] = [
    (start + 43_200, probe(china1, berlin, 23)),
    (start + 86_400 + 43_200, probe(elsewhere, berlin, 23)),
    (start + 86_400 + 45_000, probe(america, berlin, 80, isMirai: false)),
  ]

  /// Writes everything into one pcapng file whose interfaces are called after the sensors.
  static func write(to path: String) throws {
    var writer = try PcapngWriter(path: path)
    for (name, linkType) in [("tokyo", 1), ("berlin", 1), ("tokyo", 147)] as [(String, UInt16)] {
      _ = try writer.addInterface(
        CaptureInterface(linkType: LinkType(rawValue: linkType), name: name)
      )
    }
    for frame in atTokyo {
      try CaptureBytes.write(frame.bytes, at: frame.time, interface: 0, to: &writer)
    }
    try CaptureBytes.write([1, 2, 3], at: start + 86_400 + 36_120, interface: 2, to: &writer)
    for frame in atBerlin {
      try CaptureBytes.write(frame.bytes, at: frame.time, interface: 1, to: &writer)
    }
    for (interface, from, lost) in [(0, 0, 3), (1, 43_200, 0)] as [(UInt32, Int64, UInt64)] {
      try writer.writeStatistics(
        InterfaceStatistics(
          interface: interface,
          startTime: (start + from) * 1_000_000_000,
          endTime: (start + 2 * 86_400) * 1_000_000_000,
          received: 5,
          dropped: lost
        )
      )
    }
    try writer.close()
  }

  /// Writes a pcapng file of a sensor that listened for the first day and heard nothing.
  static func writeSilence(to path: String) throws {
    var writer = try PcapngWriter(path: path)
    let interface = try writer.addInterface(
      CaptureInterface(linkType: .ethernet, name: "tokyo")
    )
    try writer.writeStatistics(
      InterfaceStatistics(
        interface: interface,
        startTime: start * 1_000_000_000,
        endTime: (start + 86_400) * 1_000_000_000,
        received: 0,
        dropped: 0
      )
    )
    try writer.close()
  }

  /// Writes everything that `hirundo tally` takes into a folder.
  static func write(into folder: borrowing TemporaryFolder) throws {
    try write(to: "\(folder.path)/both.pcapng")
    try folder.write(sensors, to: "sensors.yaml")
    try folder.write(regions, to: "enrichment/regions.csv")
  }
}
