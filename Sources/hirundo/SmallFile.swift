import Foundation

/// A file that a person wrote, such as rules or a list of sensors: read whole, within a bound.
enum SmallFile {
  /// The most that is read.
  ///
  /// Unit: bytes.
  static let longest = 1 << 20

  /// The file's bytes.
  ///
  /// - Parameter path: The file.
  /// - Returns: Its bytes.
  /// - Throws: `InputError` for what is no regular file, cannot be read, or is too long.
  static func contents(of path: String) throws -> Data {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      throw InputError("\(path): there is no such file; check the path")
    }
    let kind = attributes[.type] as? FileAttributeType
    guard kind == .typeRegular || kind == .typeSymbolicLink else {
      throw InputError("\(path): this is not a file; check the path")
    }
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: longest + 1)
    else {
      // An empty file has no data either.
      if attributes[.size] as? UInt64 == 0 { return Data() }
      throw InputError("\(path): the file cannot be read; check its permissions")
    }
    guard data.count <= longest else {
      throw InputError(
        "\(path): the file is longer than \(longest) bytes; check that it is the one"
      )
    }
    return data
  }
}
