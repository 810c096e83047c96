import Capture

/// The open capture of one sensor.
///
/// A class, because an array cannot hold a writer itself.
final class SensorFile {
  private var writer: PcapngWriter?
  private(set) var received: UInt64 = 0

  init(_ writer: consuming PcapngWriter) {
    self.writer = consume writer
  }

  /// Writes a frame; does nothing after `close`.
  func write(_ bytes: RawSpan, timestamp: Int64) throws(CaptureError) {
    try writer?.write(
      bytes,
      timestamp: timestamp,
      originalLength: UInt32(bytes.byteCount),
      interface: 0
    )
    received += 1
  }

  /// Writes what the sensor observed and closes the file.
  func close(_ statistics: InterfaceStatistics) throws(CaptureError) {
    try writer?.writeStatistics(statistics)
    try writer.take()?.close()
  }
}
