import Foundation
import Tally

/// The captures that paths of the command line mean, each with the sensor that made it.
///
/// A file's sensor is, in this order: the NAME of `NAME=PATH`; the folder in which it lies below a
/// folder that was given; the name that the capture gives its interface; the folder that holds it.
struct CapturePaths {
  private static let endings = [".pcap", ".pcapng", ".cap", ".dmp"]
  private static let compressions = ["", ".gz", ".zst"]

  /// The captures of all paths, in their order, folders sorted by name.
  ///
  /// - Parameters:
  ///   - paths: Files, folders, or - for standard input.
  ///   - assignments: Texts of the form NAME=PATH.
  /// - Returns: The captures.
  /// - Throws: `InputError` for a path without a capture.
  static func inputs(_ paths: [String], assignments: [String]) throws -> [TallyInput] {
    var inputs: [TallyInput] = []
    for text in assignments {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw InputError("--sensor \(text): write NAME=PATH, as in --sensor tokyo=captures/tokyo")
      }
      for file in try files(at: parts[1]) {
        inputs.append(TallyInput(path: file.path, assignment: .sensor(parts[0])))
      }
    }
    for path in paths {
      for file in try files(at: path) {
        let assignment: TallyInput.Assignment =
          file.folderBelow.map { .sensor($0) } ?? .interfaces(otherwise: file.parent)
        inputs.append(TallyInput(path: file.path, assignment: assignment))
      }
    }
    return inputs
  }

  private struct Found {
    var path: String
    /// The first folder below the one that was given.
    var folderBelow: String?
    /// The folder that holds the file.
    var parent: String
  }

  private static func files(at path: String) throws -> [Found] {
    if path == "-" { return [Found(path: "-", folderBelow: nil, parent: "standard input")] }
    var isFolder: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw InputError("\(path): there is no such file or folder; check the path")
    }
    let url = URL(filePath: path).standardizedFileURL
    guard isFolder.boolValue else {
      return [
        Found(
          path: path,
          folderBelow: nil,
          parent: url.deletingLastPathComponent().lastPathComponent
        )
      ]
    }
    guard let walk = FileManager.default.enumerator(atPath: path) else {
      throw InputError("\(path): the folder cannot be read; check its permissions")
    }
    var found: [Found] = []
    for case let name as String in walk where isCapture(name) {
      let parts = name.split(separator: "/")
      let parent = parts.count > 1 ? String(parts[parts.count - 2]) : url.lastPathComponent
      found.append(
        Found(
          path: "\(path)/\(name)",
          folderBelow: parts.count > 1 ? String(parts[0]) : nil,
          parent: parent
        )
      )
    }
    guard !found.isEmpty else {
      throw InputError(
        "\(path): the folder holds no capture; names of captures end in .pcap, .pcapng, .cap or "
          + ".dmp, with .gz or .zst behind when compressed"
      )
    }
    return found.sorted { $0.path < $1.path }
  }

  /// The captures that lie in a folder and below it now, none too.
  static func captures(in folder: String) throws -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else {
      throw InputError("\(folder): the folder cannot be read; check that it is there")
    }
    var found: [String] = []
    for case let name as String in walk where isCapture(name) { found.append("\(folder)/\(name)") }
    return found.sorted()
  }

  private static func isCapture(_ name: String) -> Bool {
    let name = name.lowercased()
    return endings.contains { ending in
      compressions.contains { name.hasSuffix(ending + $0) }
    }
  }
}
