import Foundation
import Store

/// Where the package is, and whether the embedded engine is unpacked in it.
enum WebPackage {
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path(percentEncoded: false)

  static let hasEngine = (try? EngineInstallation(folder: root)) != nil
  static let engineIsMissing = "the embedded engine is missing; run: Scripts/install-engine"
}
