import Capture
import Foundation
import Wire

/// Captures outside of this repository; the tests that need them are skipped where they are absent.
enum ReferenceCaptures {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// `$HIRUNDO_REFERENCE_DATA`, or the folder that lies beside the package.
  private static let folder =
    ProcessInfo.processInfo.environment["HIRUNDO_REFERENCE_DATA"].map { URL(filePath: $0) }
    ?? root.appending(path: "../shared/data").standardizedFileURL

  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "tools-captures/zmap.pcap").path
  )

  /// The paths of the files in a folder of the data, sorted.
  static func paths(in subfolder: String) throws -> [String] {
    let url = folder.appending(path: subfolder)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      .map { url.appending(path: $0).path }
  }

  /// Calls a function with the window and place of every frame of a capture.
  ///
  /// A fault ends the capture; the frames before it were delivered, and faults are tested elsewhere.
  static func forEachFrame(
    of path: String,
    _ body: (RawSpan, Frame, LinkType) -> Void
  ) {
    do {
      var reader = try CaptureReader(path: path)
      var frames = FrameBatch()
      while try reader.read(into: &frames) {
        let interfaces = reader.interfaces
        reader.withBytes { bytes in
          for index in 0..<frames.count {
            body(bytes, frames[index], interfaces[Int(frames[index].interface)].linkType)
          }
        }
      }
    } catch {
      return
    }
  }
}
