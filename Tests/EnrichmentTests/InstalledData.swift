import FoundationEssentials

/// Where the tests find data that is no part of the project.
enum InstalledData {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// What Scripts/install-enrichment lays down.
  static let enrichment = root.appending(path: "vendor/enrichment").path()

  /// The scanner lists of the reference data.
  static let lists =
    (ProcessInfo.processInfo.environment["HIRUNDO_REFERENCE_DATA"]
      ?? root.deletingLastPathComponent().appending(path: "shared/data").path()) + "/open/lists"

  static var hasEnrichment: Bool {
    FileManager.default.fileExists(atPath: enrichment + "/VERSIONS")
  }

  static var hasLists: Bool { FileManager.default.fileExists(atPath: lists) }

  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }
}
