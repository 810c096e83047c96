import Capture
import Schema
import Wire

/// The frames of some captures in a stretch of time, in the order of time, in memory.
struct LiveTraffic {
  /// A frame, and to which capture's sensor it goes.
  struct Packet {
    var time: Int64
    var sensor: Int
    var bytes: Range<Int>
  }

  /// The most bytes of frames that are held.
  private static let most = 256 << 20

  /// The frames.
  private(set) var packets: [Packet] = []
  /// Their bytes.
  private(set) var bytes: [UInt8] = []

  /// Reads the frames of captures.
  ///
  /// - Parameters:
  ///   - captures: A capture a sensor.
  ///   - stretch: Of which time.
  /// - Throws: What is wrong with a capture.
  init(_ captures: [String], during stretch: TimeRange) throws {
    for (sensor, path) in captures.enumerated() {
      var reader = try CaptureReader(path: path)
      var batch = FrameBatch()
      while try reader.read(into: &batch) {
        reader.withBytes { window in
          for index in 0..<batch.count {
            let frame = batch[index]
            guard stretch.start <= frame.timestamp, frame.timestamp < stretch.end,
              bytes.count < Self.most
            else { continue }
            let begin = bytes.count
            for offset in frame.offset..<frame.offset + Int(frame.capturedLength) {
              bytes.append(window.byte(at: offset))
            }
            packets.append(
              Packet(time: frame.timestamp, sensor: sensor, bytes: begin..<bytes.count)
            )
          }
        }
      }
    }
    packets.sort { $0.time < $1.time }
  }
}
