import Foundation

/// A folder of its own for one test, removed with all that is in it.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "hirundo-sensor-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The paths of all files below a folder, relative to it and sorted.
  static func files(in folder: String) -> [String] {
    var files: [String] = []
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      let isThere = unsafe FileManager.default.fileExists(
        atPath: "\(folder)/\(name)",
        isDirectory: &isFolder
      )
      if isThere, !isFolder.boolValue { files.append(name) }
    }
    return files.sorted()
  }

  /// The bytes of a file.
  static func bytes(of path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: path)))
  }

  /// Writes a file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }
}
