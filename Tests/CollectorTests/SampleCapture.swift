import Capture
import Fingerprint
import Wire

/// Two captures whose packets can be counted by hand; all of them SYNs to 203.0.113.9 but one.
///
/// | 2024-07 | UTC | source | sensor | what |
/// |---|---|---|---|---|
/// | 14 | 10:00:00 | 192.0.2.1 | tokyo | mirai, 23/TCP |
/// | | 10:00:01 | 192.0.2.1 | tokyo | mirai, 2323/TCP |
/// | | 23:00:00 | 192.0.2.2 | tokyo | hints at zmap-ipid; the first SYN of its run |
/// | 15 | 01:00:00 | 192.0.2.1 | tokyo | mirai, 23/TCP, 6 bytes longer than was captured |
/// | | 02:00:00 | 192.0.2.2 | tokyo | hints at zmap-ipid, and repeats its run's constant |
/// | | 03:00:00 | 192.0.2.3 | tokyo | hints at zmap-ipid, once |
/// | | 04:00:00 | | tokyo | ARP, which makes no row |
/// | | 05:00:00 | 192.0.2.1 | lima | mirai, 23/TCP |
enum SampleCapture {
  /// A frame with its time.
  struct Record: Equatable {
    var time: Int64
    var bytes: [UInt8]
    var originalLength: UInt32
  }

  /// The file names and sensors of both captures.
  static let both = [
    (name: "tokyo.pcapng", sensor: "tokyo"), (name: "lima.pcapng", sensor: "lima"),
  ]

  private static let bot = IPv4Address(192, 0, 2, 1)
  private static let scanner = IPv4Address(192, 0, 2, 2)
  private static let chance = IPv4Address(192, 0, 2, 3)
  private static let target = IPv4Address(203, 0, 113, 9)

  /// An instant in nanoseconds since 1970: day 19,918 is 2024-07-14.
  static func instant(_ day: Int64, _ hour: Int64, _ second: Int64 = 0) -> Int64 {
    (day * 86_400 + hour * 3600 + second) * 1_000_000_000 + 123_456_789
  }

  static let tokyo = [
    Record(instant(19_918, 10), syn(bot, 23)), Record(instant(19_918, 10, 1), syn(bot, 2323)),
    Record(instant(19_918, 23), syn(scanner, 80, sequence: 0x1111_0001, identification: 54_321)),
    Record(instant(19_919, 1), syn(bot, 23), cut: 6),
    Record(instant(19_919, 2), syn(scanner, 81, sequence: 0x1111_0000, identification: 54_321)),
    Record(instant(19_919, 3), syn(chance, 80, sequence: 9, identification: 54_321)),
    Record(
      instant(19_919, 4),
      [UInt8](repeating: 0xFF, count: 6) + [2, 0, 0, 0, 0, 1, 8, 6] + Array(repeating: 0, count: 28)
    ),
  ]
  static let lima = [Record(instant(19_919, 5), syn(bot, 23))]

  /// The rules under which captures are ingested.
  ///
  /// `run` finds SYNs whose sequence number and target port join to a constant: 0x1111_0001 ^ 80 is
  /// 0x1111_0051, and so is 0x1111_0000 ^ 81.
  static let rules = """
    rule mirai
      name     Mirai-type SYN
      valid    2016-08-01 ..
      source   Antonakakis et al., USENIX Security 2017
      class    scan
      applies  ipv4-tcp-syn
      when     sequence == destination

    rule zmap-ipid
      name     ZMap
      valid    2013-08-01 ..
      source   Durumeric et al., USENIX Security 2014
      class    scan
      applies  ipv4
      when     identification == 54321
      packets  2

    rule run
      name     A constant of a run
      valid    2013-08-01 ..
      source   a test
      class    scan
      applies  ipv4-tcp-syn
      when     identification == 54321
      packets  2
      constant sequence ^ targetPort
    """

  /// Writes both captures into a folder.
  static func write(to folder: String) throws {
    for (name, records) in [("tokyo.pcapng", tokyo), ("lima.pcapng", lima)] {
      var writer = try PcapngWriter(path: "\(folder)/\(name)")
      _ = try writer.addInterface(CaptureInterface(linkType: .ethernet, name: "eth7"))
      for record in records {
        try writer.write(
          unsafe record.bytes.span.bytes,
          timestamp: record.time,
          originalLength: record.originalLength,
          interface: 0
        )
      }
      try writer.close()
    }
  }

  /// The frames of a capture, and the names of its interfaces.
  static func read(_ path: String) throws -> (records: [Record], interfaces: [String]) {
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    var records: [Record] = []
    while try reader.read(into: &batch) {
      for place in 0..<batch.count {
        let frame = batch[place]
        let bytes = reader.withBytes { window in
          (frame.offset..<frame.offset + Int(frame.capturedLength)).map { window.byte(at: $0) }
        }
        var record = Record(frame.timestamp, bytes)
        record.originalLength = frame.originalLength
        records.append(record)
      }
    }
    return (records, reader.interfaces.compactMap(\.name))
  }

  /// Ethernet, IPv4 and TCP without options; a sequence number that is the target's address.
  private static func syn(
    _ source: IPv4Address,
    _ port: UInt16,
    sequence: UInt32? = nil,
    identification: UInt16 = 1
  ) -> [UInt8] {
    func bytes(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    let ip =
      [0x45, 0, 0, 40] + bytes(UInt32(identification) << 16) + [64, 6, 0, 0]
      + bytes(source.rawValue) + bytes(target.rawValue)
    let tcp =
      bytes(40_000 << 16 | UInt32(port)) + bytes(sequence ?? target.rawValue) + [0, 0, 0, 0]
      + bytes(0x5002_0000 | 5840) + [0, 0, 0, 0]
    return ethernet + ip + tcp
  }
}

extension SampleCapture.Record {
  /// A frame of which some bytes at the end were not captured.
  init(_ time: Int64, _ bytes: [UInt8], cut: Int = 0) {
    self.init(time: time, bytes: bytes, originalLength: UInt32(bytes.count + cut))
  }
}
