import Foundation

/// Where the embedded engine's program is: a Python environment with chDB, and the adapter that serves it.
public struct EngineInstallation: Hashable, Sendable {
  /// The variable of the environment that names a folder which holds `vendor/engine` and `Engine`.
  public static let variable = "HIRUNDO_ENGINE"

  /// The Python interpreter of the environment.
  public var interpreter: String
  /// The adapter.
  public var adapter: String

  /// Finds the engine in one folder.
  public init(folder: String) throws(StoreError) {
    interpreter = "\(folder)/vendor/engine/bin/python3"
    adapter = "\(folder)/Engine/hirundo-engine.py"
    guard FileManager.default.isExecutableFile(atPath: interpreter),
      FileManager.default.isReadableFile(atPath: adapter)
    else {
      throw StoreError(
        kind: .configuration,
        place: folder,
        problem: "the embedded engine is missing",
        remedy: "run: Scripts/install-engine"
      )
    }
  }

  /// Finds the engine where `HIRUNDO_ENGINE` says, or else in the nearest folder above the program that has it, or
  /// else in the working directory.
  public init(environment: [String: String], program: String) throws(StoreError) {
    if let folder = environment[Self.variable], !folder.isEmpty {
      try self.init(folder: folder)
      return
    }
    var folder = URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path() != "/" {
      let adapter = folder.appending(path: "Engine/hirundo-engine.py")
      if FileManager.default.fileExists(atPath: adapter.path(percentEncoded: false)) {
        let path = folder.path(percentEncoded: false)
        try self.init(folder: path.hasSuffix("/") ? String(path.dropLast()) : path)
        return
      }
      folder.deleteLastPathComponent()
    }
    try self.init(folder: FileManager.default.currentDirectoryPath)
  }
}
