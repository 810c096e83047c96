import Capture
import Schema
import Wire

/// The frames of a capture, read one by one.
enum DecodedCapture {
  /// Calls a function with every frame of a capture.
  ///
  /// - Returns: What the reader warned of.
  /// - Throws: `CaptureError` after all frames before the fault, `InputError` after the last frame
  ///   where none has a link type that is read, and what the function throws.
  static func forEachFrame(
    of path: String,
    _ body: (DecodedFrame) throws -> Void
  ) throws -> [CaptureWarning] {
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    var number = 0
    var unread: Int?
    var isReadable = false
    while try reader.read(into: &batch) {
      let interfaces = reader.interfaces
      try reader.withBytes { bytes in
        for index in 0..<batch.count {
          let frame = batch[index]
          number += 1
          if !isReadable {
            isReadable = interfaces[Int(frame.interface)].linkType.isRead
            if unread == nil { unread = Int(frame.interface) }
          }
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
    if let unread, !isReadable {
      throw InputError(
        UnreadLink(
          path: path,
          interface: unread + 1,
          linkType: reader.interfaces[unread].linkType,
          isWholeCapture: true
        ).description
      )
    }
    return reader.warnings
  }
}
