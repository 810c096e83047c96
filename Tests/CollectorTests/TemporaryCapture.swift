import Capture
import Foundation
import Wire

/// A capture of frames at some times, 60 bytes each, in a file of its own.
struct TemporaryCapture {
  let path: String

  init(_ times: [Int64]) throws {
    path = FileManager.default.temporaryDirectory.path() + "/hirundo-\(UUID().uuidString).pcapng"
    var writer = try PcapngWriter(path: path)
    let interface = try writer.addInterface(CaptureInterface(linkType: .ethernet))
    let frame = [UInt8](repeating: 0, count: 60)
    for time in times {
      try writer.write(
        unsafe frame.span.bytes,
        timestamp: time,
        originalLength: 60,
        interface: interface
      )
    }
    try writer.close()
  }

  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
