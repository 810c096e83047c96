import Glibc

/// The reference captures, which lie beside the project or where `HIRUNDO_REFERENCE_DATA` says.
enum ReferenceData {
  /// The folder of the data; the tests that need it are skipped where it is absent.
  static let folder: String = {
    if let path = unsafe getenv("HIRUNDO_REFERENCE_DATA") { return unsafe String(cString: path) }
    let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
    return root.joined(separator: "/") + "/../shared/data"
  }()

  /// Whether the data is there.
  static let isPresent = unsafe access("\(folder)/open/MANIFEST.tsv", R_OK) == 0

  /// The names of the files in a folder of the data, sorted; none where it is absent.
  static func names(in subfolder: String) -> [String] {
    guard let directory = unsafe opendir("\(folder)/\(subfolder)") else { return [] }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
