import Capture
import Schema
import Wire

/// The frames of a capture, read one by one.
enum DecodedCapture {
  /// Calls a function with every frame of a capture.
  ///
  /// - Returns: What the reader warned of.
  /// - Throws: `CaptureError` after all frames before the fault, and what the function throws.
  static func forEachFrame(
    of path: String,
    _ body: (DecodedFrame) throws -> Void
  ) throws -> [CaptureWarning] {
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    var number = 0
    while try reader.read(into: &batch) {
      let interfaces = reader.interfaces
      try reader.withBytes { bytes in
        for index in 0..<batch.count {
          let frame = batch[index]
          number += 1
          let end = frame.offset + Int(frame.capturedLength)
          try body(
            DecodedFrame(
              decoding: bytes.extracting(frame.offset..<end),
              number: number,
              timestamp: frame.timestamp == Frame.noTimestamp ? nil : frame.timestamp,
              originalLength: Int(frame.originalLength),
              linkType: interfaces[Int(frame.interface)].linkType
            )
          )
        }
      }
    }
    return reader.warnings
  }
}
