import Glibc

/// A folder of the data directory.
struct Folder: Hashable, Sendable {
  let path: String

  init(_ path: String) {
    self.path = path
  }

  /// Makes the folder, and those above it that are missing, for this user only (mode 0700).
  func make() throws(SegmentError) {
    if unsafe access(path, F_OK) == 0 { return }
    if unsafe mkdir(path, 0o700) != 0 {
      switch errno {
      case EEXIST: return
      case ENOENT where !above.path.isEmpty && above != self:
        try above.make()
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure("made") }
      default: throw failure("made")
      }
    }
    try above.sync()
  }

  /// The folder above.
  var above: Folder {
    guard let slash = path.lastIndex(of: "/") else { return Folder(".") }
    return Folder(slash == path.startIndex ? "/" : String(path[..<slash]))
  }

  /// The last part of a path.
  static func name(of path: String) -> Substring {
    path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
  }

  /// The names of what is in the folder, sorted, without those that begin with a dot.
  ///
  /// None where there is no folder.
  func names() throws(SegmentError) -> [String] {
    try allNames().filter { !$0.hasPrefix(".") }.sorted()
  }

  /// The names of all that is in the folder, in no order; none where there is no folder.
  func allNames() throws(SegmentError) -> [String] {
    guard let directory = unsafe opendir(path) else {
      if errno == ENOENT || errno == ENOTDIR { return [] }
      throw failure("listed")
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(directory) else { break }
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    guard errno == 0 else { throw failure("listed") }
    return names
  }

  /// The bytes that are free on its disk for this user, nil where the disk cannot be asked.
  var freeBytes: Int64? {
    var status = statvfs()
    guard unsafe statvfs(path, &status) == 0 else { return nil }
    let bytes = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return bytes.overflow ? .max : Int64(clamping: bytes.partialValue)
  }

  /// Waits until the names in the folder survive a loss of power.
  func sync() throws(SegmentError) {
    let opened = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw failure("opened") }
    defer { close(opened) }
    guard fsync(opened) == 0 else { throw failure("written") }
  }

  /// Removes a file of the folder; one that is not there is well.
  func remove(_ name: String) throws(SegmentError) {
    guard unsafe unlink("\(path)/\(name)") == 0 || errno == ENOENT else { throw failure("changed") }
  }

  /// Removes the folder where it is empty, and leaves it where it is not.
  func removeIfEmpty() throws(SegmentError) {
    guard unsafe rmdir(path) == 0 || errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT
    else { throw failure("removed") }
  }

  private func failure(_ verb: String) -> SegmentError {
    SegmentError.system(
      path,
      "the folder cannot be \(verb)",
      remedy: "check the disk and the permission to write there"
    )
  }
}
