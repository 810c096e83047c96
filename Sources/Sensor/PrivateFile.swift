import FoundationEssentials
import Glibc

/// A small file of the sensor's directory: read whole, and replaced whole, so that no crash leaves half of one.
enum PrivateFile {
  private static let remedy = "check the disk and the permission, or run it as root"

  /// The bytes of a file that must be there.
  static func contents(of path: String, atMost limit: Int = 1 << 20) throws(SensorError) -> [UInt8]
  {
    guard let bytes = try contentsIfPresent(of: path, atMost: limit) else {
      throw SensorError(place: path, rule: "there is no such file", remedy: "check its name")
    }
    return bytes
  }

  /// The bytes of a file, nil where there is none.
  static func contentsIfPresent(
    of path: String,
    atMost limit: Int = 1 << 20
  ) throws(SensorError) -> [UInt8]? {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if opened < 0, errno == ENOENT { return nil }
    guard opened >= 0 else { throw failure(path, "it cannot be opened") }
    defer { close(opened) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = unsafe part.withUnsafeMutableBytes {
        unsafe read(opened, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, "it cannot be read") }
      guard count > 0 else { return bytes }
      bytes += part.prefix(count)
      guard bytes.count <= limit else {
        throw SensorError(
          place: path,
          rule: "it is longer than \(limit) bytes",
          remedy: "check that it is the right file"
        )
      }
    }
  }

  /// Writes a file aside, waits until it survives a loss of power, and gives it its name.
  ///
  /// It belongs to the owner of its folder, also where root writes it: the service runs as another user.
  static func replace(_ path: String, with bytes: [UInt8], mode: mode_t) throws(SensorError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let aside = "\(path).new"
    guard unsafe unlink(aside) == 0 || errno == ENOENT else {
      throw failure(path, "it cannot be written")
    }
    let opened = unsafe open(aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard opened >= 0 else { throw failure(path, "it cannot be written") }
    do throws(SensorError) {
      defer { close(opened) }
      if geteuid() == 0 {
        let (user, group) = owner(of: folder)
        guard fchown(opened, user, group) == 0 else {
          throw failure(path, "it cannot be given to the owner of its folder")
        }
      }
      guard fchmod(opened, mode) == 0 else { throw failure(path, "it cannot be written") }
      var done = 0
      while done < bytes.count {
        let count = unsafe bytes.withUnsafeBytes { all in
          unsafe write(opened, all.baseAddress.map { unsafe $0 + done }, all.count - done)
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure(path, "it cannot be written") }
        done += count
      }
      guard fsync(opened) == 0 else { throw failure(path, "it cannot be written") }
    } catch {
      unsafe unlink(aside)
      throw error
    }
    try rename(aside, to: path)
  }

  /// Gives a file the name of another, whose place it takes.
  static func rename(_ path: String, to other: String) throws(SensorError) {
    guard unsafe Glibc.rename(path, other) == 0 else {
      throw failure(other, "it cannot be replaced")
    }
    let folder = other.lastIndex(of: "/").map { String(other[..<$0]) } ?? "."
    let opened = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard opened >= 0 else { throw failure(folder, "the folder cannot be opened") }
    defer { close(opened) }
    guard fsync(opened) == 0 else { throw failure(folder, "the folder cannot be written") }
  }

  /// Removes a file; one that is not there is well.
  static func remove(_ path: String) throws(SensorError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else {
      throw failure(path, "it cannot be removed")
    }
  }

  /// Makes a folder for its owner only, and those above it that are missing.
  static func makeFolder(_ path: String) throws(SensorError) {
    if unsafe mkdir(path, 0o700) == 0 || errno == EEXIST { return }
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    guard errno == ENOENT, slash > path.startIndex else {
      throw failure(path, "the folder cannot be made")
    }
    try makeFolder(String(path[..<slash]))
    guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
      throw failure(path, "the folder cannot be made")
    }
  }

  /// The user and group to whom a folder belongs; root's where that cannot be told.
  private static func owner(of folder: String) -> (user: uid_t, group: gid_t) {
    let attributes = try? FileManager.default.attributesOfItem(atPath: folder)
    let user = attributes?[.ownerAccountID] as? UInt
    let group = attributes?[.groupOwnerAccountID] as? UInt
    return (uid_t(clamping: user ?? 0), gid_t(clamping: group ?? 0))
  }

  private static func failure(_ path: String, _ rule: String) -> SensorError {
    let number = errno
    let reason = unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
    return SensorError(place: path, rule: "\(rule) (\(reason))", remedy: remedy)
  }
}
