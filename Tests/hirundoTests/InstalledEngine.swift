import Foundation
import Testing

/// The embedded engine of the package, where it is installed.
enum InstalledEngine {
  /// The package's folder.
  static let package =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  static let isThere = FileManager.default.isExecutableFile(
    atPath: "\(package)/vendor/engine/bin/python3"
  )

  static let absence: Comment = "the embedded engine is missing; run Scripts/install-engine"
}
