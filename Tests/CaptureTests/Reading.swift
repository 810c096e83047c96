import Capture
import Wire

/// Everything that a reader gave of one file.
struct Reading: Equatable {
  /// A frame with its bytes.
  struct Record: Equatable {
    var timestamp: Int64
    var bytes: [UInt8]
    var originalLength: UInt32
    var interface: UInt32
  }

  var records: [Record] = []
  var interfaces: [CaptureInterface] = []
  var statistics: [InterfaceStatistics] = []
  var warnings: [CaptureWarning] = []
  /// The error that ended the reading.
  var error: CaptureError?

  /// Reads a file to its end or its error.
  init(_ path: String) {
    do throws(CaptureError) {
      var reader = try CaptureReader(path: path)
      do throws(CaptureError) {
        var batch = FrameBatch()
        while try reader.read(into: &batch) { append(batch, of: reader) }
      } catch {
        self.error = error
      }
      interfaces = reader.interfaces
      statistics = reader.statistics
      warnings = reader.warnings
    } catch {
      self.error = error
    }
  }

  private mutating func append(_ batch: borrowing FrameBatch, of reader: borrowing CaptureReader) {
    for index in 0..<batch.count {
      let frame = batch[index]
      let bytes = reader.withBytes { window in
        (frame.offset..<frame.offset + Int(frame.capturedLength)).map { window.byte(at: $0) }
      }
      records.append(
        Record(
          timestamp: frame.timestamp,
          bytes: bytes,
          originalLength: frame.originalLength,
          interface: frame.interface
        )
      )
    }
  }
}
