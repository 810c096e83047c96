/// The folder that everything lies in: archive, quarantine, and the store's own files.
///
/// ```
/// data/  archive/  quarantine/  store/  lock
/// ```
/// All folders are for one user only (mode 0700): they hold the sensors' addresses.
public struct DataDirectory: Sendable {
  /// The folder.
  public let path: String

  /// Opens a data directory, and makes it where it is not there.
  public init(path: String) throws(SegmentError) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    for part in [path, archivePath, quarantinePath, storePath] { try Folder(part).make() }
  }

  /// The archive of segments.
  public var archive: Archive { Archive(path: archivePath, quarantine: quarantine) }

  /// What was refused.
  public var quarantine: Quarantine { Quarantine(path: quarantinePath) }

  /// The folder of the archive.
  public var archivePath: String { "\(path)/archive" }

  /// The folder of the quarantine.
  public var quarantinePath: String { "\(path)/quarantine" }

  /// The folder of the embedded engine.
  public var storePath: String { "\(path)/store" }

  /// The file that says who owns the directory.
  public var lockPath: String { "\(path)/lock" }

  /// Makes this process the owner, who alone may change what is there, and clears up after a crash.
  ///
  /// - Parameters:
  ///   - command: What the process was started as, for the one who comes second.
  ///   - since: The present time, in nanoseconds since 1970.
  /// - Returns: The ownership, which ends when it is dropped.
  /// - Throws: Who owns the directory already, or why it cannot be locked.
  public func own(command: String, since: Int64) throws(SegmentError) -> DirectoryLock {
    let lock = try DirectoryLock(
      file: lockPath,
      of: path,
      command: command,
      since: since,
      remedy: "wait until that ends, or stop it, or choose another folder with --data"
    )
    try archive.removeLeftovers()
    return lock
  }
}
