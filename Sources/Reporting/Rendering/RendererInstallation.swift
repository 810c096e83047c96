import Foundation

/// Where the program is that draws figures and sets pages: a Python environment, and our renderer in it.
public struct RendererInstallation: Hashable, Sendable {
  /// The variable of the environment that names a folder which holds `vendor/renderer` and `Engine`.
  public static let variable = "HIRUNDO_ENGINE"

  /// The variable of the environment that names the folders of fonts, with colons between them; without it they are
  /// those of the system.
  public static let fontsVariable = "HIRUNDO_FONTS"

  /// The Python interpreter of the environment.
  public var interpreter: String
  /// The renderer.
  public var program: String
  /// Vega for browsers, as Scripts/install-renderer writes it from the same package; older installations have none.
  public var bundle: String
  /// What the renderer's environment has besides the little that it always has.
  var environment: [String: String] = [:]

  /// The renderer of a folder.
  public init(folder: String) throws(ReportingError) {
    interpreter = "\(folder)/vendor/renderer/bin/python3"
    program = "\(folder)/Engine/hirundo-renderer.py"
    bundle = "\(folder)/vendor/renderer/vega.js"
    guard FileManager.default.isExecutableFile(atPath: interpreter),
      FileManager.default.isReadableFile(atPath: program)
    else {
      throw ReportingError(
        place: folder,
        problem: "the renderer of figures and pages is missing",
        remedy: "run: Scripts/install-renderer (make demo runs it too)"
      )
    }
  }

  /// Finds the renderer where `HIRUNDO_ENGINE` says, or else in the nearest folder above the program that has it, or
  /// else in the working directory; its fonts are in the folders of `HIRUNDO_FONTS`, where that is set.
  public init(environment: [String: String], program: String) throws(ReportingError) {
    try self.init(environment: environment, nearestTo: program)
    self.environment = environment.filter { $0.key == Self.fontsVariable && !$0.value.isEmpty }
  }

  private init(
    environment: [String: String],
    nearestTo program: String
  ) throws(ReportingError) {
    if let folder = environment[Self.variable], !folder.isEmpty {
      try self.init(folder: folder)
      return
    }
    var folder = URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path() != "/" {
      let renderer = folder.appending(path: "Engine/hirundo-renderer.py")
      if FileManager.default.fileExists(atPath: renderer.path(percentEncoded: false)) {
        let path = folder.path(percentEncoded: false)
        try self.init(folder: path.hasSuffix("/") ? String(path.dropLast()) : path)
        return
      }
      folder.deleteLastPathComponent()
    }
    try self.init(folder: FileManager.default.currentDirectoryPath)
  }
}
