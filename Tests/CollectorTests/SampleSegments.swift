import Capture
import Foundation
import Schema
import Segment
import Wire

/// Segments of SYNs, a millisecond apart, all of which make rows.
enum SampleSegments {
  static func segment(
    _ identity: SegmentIdentity,
    start: Int64,
    packets: Int,
    received: UInt64? = nil
  ) throws -> ClosedSegment {
    let path = NSTemporaryDirectory() + "hirundo-\(UUID().uuidString).pcapng"
    defer { try? FileManager.default.removeItem(atPath: path) }
    var writer = try PcapngWriter(path: path)
    let interface = try writer.addInterface(CaptureInterface(linkType: .ethernet, name: "eth0"))
    for index in 0..<packets {
      let frame = frame(UInt32(index))
      try writer.write(
        unsafe frame.span.bytes,
        timestamp: start + Int64(index) * 1_000_000,
        originalLength: UInt32(frame.count),
        interface: interface
      )
    }
    try writer.close()
    var builder = SegmentBuilder(identity, software: "test 1")
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    while try reader.read(into: &batch) {
      let interfaces = reader.interfaces
      _ = reader.withBytes { builder.append(batch, of: $0, interfaces: interfaces) }
    }
    return try builder.close(
      coverage: TimeRange(start: start, end: start + 1_000_000_000),
      received: received ?? UInt64(packets),
      dropped: 0
    )
  }

  /// Ethernet, IPv4 and TCP: a SYN from an address of 198.51.100.0/24.
  private static func frame(_ number: UInt32) -> [UInt8] {
    func bytes(_ value: UInt32) -> [UInt8] {
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
    let ethernet: [UInt8] = [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0]
    let ip: [UInt8] =
      [0x45, 0, 0, 40, 0, 1, 0, 0, 64, 6, 0, 0] + bytes(0xC633_6400 | number & 0xFF)
      + [203, 0, 113, 9]
    let tcp: [UInt8] =
      bytes(40_000 << 16 | 23) + bytes(number) + [0, 0, 0, 0] + bytes(0x5002_0000 | 5840)
      + [0, 0, 0, 0]
    return ethernet + ip + tcp
  }
}
