import Foundation
import Segment

/// Captures that were uploaded and are not ingested yet: `data/incoming/SENSOR/`.
struct IncomingFolder: Sendable {
  /// What the names of files begin with that are still being written.
  static let unfinished = ".new-"
  private static let longestName = 120

  let path: String

  init(_ directory: DataDirectory) {
    path = "\(directory.path)/incoming"
  }

  /// Opens a file for a capture of a sensor.
  ///
  /// - Parameters:
  ///   - sensor: The sensor's name, which names a folder.
  ///   - name: What the uploader calls the file.
  /// - Returns: The file, still without its name.
  /// - Throws: `CollectorError` where it cannot be made.
  func file(of sensor: String, named name: String) throws(CollectorError) -> IncomingFile {
    let folder = "\(path)/\(sensor)"
    for place in [path, folder] {
      guard unsafe mkdir(place, 0o700) == 0 || errno == EEXIST else {
        throw CollectorError(
          place: place,
          rule: "the folder cannot be made",
          remedy: "check the disk and the permission to write there"
        )
      }
    }
    let safe = name.utf8.suffix(Self.longestName).map { byte in
      byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "/") ? byte : UInt8(ascii: "_")
    }
    let unique = "\(UUID().uuidString.lowercased().prefix(13))-"
    return try IncomingFile(folder: folder, name: unique + String(decoding: safe, as: UTF8.self))
  }

  /// The captures that were uploaded whole, each with its sensor; what was cut is removed.
  func captures() throws(CollectorError) -> [CaptureFile] {
    var files: [CaptureFile] = []
    for sensor in names(in: path) {
      for name in names(in: "\(path)/\(sensor)") {
        let place = "\(path)/\(sensor)/\(name)"
        if name.hasPrefix(Self.unfinished) {
          remove(place)
        } else {
          files.append(try CaptureFile(path: place, sensor: sensor))
        }
      }
    }
    return files
  }

  /// Whether a file lies here.
  func holds(_ file: String) -> Bool { file.hasPrefix(path + "/") }

  /// Removes a file that is ingested; one that cannot be removed is ingested again, as known.
  func remove(_ file: String) { unsafe unlink(file) }

  private func names(in folder: String) -> [String] {
    // No folder: nothing was uploaded.
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }
}
