import Capture
import Wire

/// Captures that tests make: seconds since 1970 and whole frames.
enum CaptureBytes {
  /// Writes a pcap file.
  static func write(
    _ frames: [(time: Int64, bytes: [UInt8])],
    linkType: UInt16,
    to path: String
  ) throws {
    var writer = try PcapWriter(path: path, linkType: LinkType(rawValue: linkType))
    for frame in frames {
      try writer.write(
        unsafe frame.bytes.span.bytes,
        timestamp: frame.time * 1_000_000_000,
        originalLength: UInt32(frame.bytes.count)
      )
    }
    try writer.close()
  }

  /// Writes a frame of an interface.
  static func write(
    _ bytes: [UInt8],
    at seconds: Int64,
    interface: UInt32,
    to writer: inout PcapngWriter
  ) throws {
    try writer.write(
      unsafe bytes.span.bytes,
      timestamp: seconds * 1_000_000_000,
      originalLength: UInt32(bytes.count),
      interface: interface
    )
  }
}
