import Capture
import Wire

/// What must hold for any file at all.
struct FileCheck {
  /// A few kilobytes can unpack to gigabytes: enough frames are enough.
  static let mostFrames = 50_000

  /// The file.
  var path: String

  /// Reads the file and traps when a promise of `Capture` is broken.
  func run() throws(CaptureError) {
    var reader = try CaptureReader(path: path)
    var batch = FrameBatch()
    var frames = 0
    while frames < Self.mostFrames, try reader.read(into: &batch) {
      precondition(batch.count > 0, "a batch without frames does not end the file")
      frames += batch.count
      check(batch, of: reader)
    }
    precondition(reader.warnings.count <= 64, "warnings without bound")
    for warning in reader.warnings {
      precondition(!"\(warning)".isEmpty, "a warning that says nothing")
    }
    for statistics in reader.statistics {
      precondition(Int(statistics.interface) < reader.interfaces.count, "statistics of nothing")
    }
  }

  private func check(_ batch: borrowing FrameBatch, of reader: borrowing CaptureReader) {
    for index in 0..<batch.count {
      let frame = batch[index]
      precondition(Int(frame.interface) < reader.interfaces.count, "a frame of no interface")
      let linkType = reader.interfaces[Int(frame.interface)].linkType
      let length = Int(frame.capturedLength)
      precondition(length <= CaptureReader.longestBlock, "a frame is longer than its block")
      reader.withBytes { bytes in
        precondition(
          frame.offset >= 0 && frame.offset <= bytes.byteCount - length,
          "a frame leaves the window"
        )
        _ = Packet(
          decoding: bytes.extracting(frame.offset..<frame.offset + length),
          linkType: linkType,
          originalLength: Int(frame.originalLength)
        )
      }
    }
  }
}
