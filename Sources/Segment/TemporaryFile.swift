import Glibc
import Wire

/// A file that is put together under a name that nobody reads, and then gets its own.
///
/// One that is dropped before is removed; one that a crash leaves behind is removed by the next owner
/// of the data directory.
struct TemporaryFile: ~Copyable {
  /// What the names begin with; `Folder.names` passes them over.
  private static let prefix = ".new-"

  /// What became of a file that was to get its name.
  enum Placement {
    case placed
    /// Another file has the name.
    case taken
    /// There is no such folder.
    case noFolder
  }

  private let file: WrittenFile
  private var isKept = false

  /// Creates a file of a new name in a folder.
  init(in folder: String) throws(SegmentError) {
    file = try WrittenFile(in: folder, prefix: TemporaryFile.prefix)
  }

  /// Removes what a crash left in a folder, which nobody else may be writing to.
  static func removeLeftovers(in folder: Folder) throws(SegmentError) {
    for name in try folder.allNames() where name.hasPrefix(prefix) { try folder.remove(name) }
  }

  deinit {
    if !isKept { unsafe unlink(file.path) }
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(SegmentError) {
    try file.write(bytes)
  }

  /// Gives the file a time of change, in nanoseconds since 1970.
  func setTime(_ time: Int64) throws(SegmentError) {
    try file.setTime(time)
  }

  /// Waits until what was written survives a loss of power.
  func sync() throws(SegmentError) {
    try file.sync()
  }

  /// Gives the file its name, unless that is taken.
  ///
  /// By a link and not a rename, which would silently take the place of what is there.
  consuming func place(at path: String) throws(SegmentError) -> Placement {
    if unsafe link(file.path, path) == 0 { return .placed }
    switch errno {
    case EEXIST: return .taken
    case ENOENT: return .noFolder
    default: throw TemporaryFile.failure(path)
    }
  }

  /// Gives the file its name, in place of the file that has it now.
  consuming func replace(_ path: String) throws(SegmentError) {
    guard unsafe rename(file.path, path) == 0 else { throw TemporaryFile.failure(path) }
    isKept = true
  }

  private static func failure(_ path: String) -> SegmentError {
    SegmentError.system(
      path,
      "it cannot be put in its place",
      remedy: "check the disk and the permission to write there"
    )
  }
}
