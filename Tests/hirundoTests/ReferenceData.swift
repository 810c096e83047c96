import Foundation

/// The captures of other projects with their reference decodes, outside of this repository.
enum ReferenceData {
  /// The folder of the package.
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// `$HIRUNDO_REFERENCE_DATA`, or the folder that lies beside the package.
  static let folder =
    ProcessInfo.processInfo.environment["HIRUNDO_REFERENCE_DATA"].map { URL(filePath: $0) }
    ?? root.appending(path: "../shared/data").standardizedFileURL

  /// Whether the data is there; tests that need it are skipped otherwise.
  static let isPresent = FileManager.default.fileExists(
    atPath: folder.appending(path: "open/captures").path
  )

  /// The paths of all files in a folder of the data, sorted.
  static func files(in path: String) throws -> [String] {
    let url = folder.appending(path: path)
    return try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      .map { url.appending(path: $0).path }
  }
}
