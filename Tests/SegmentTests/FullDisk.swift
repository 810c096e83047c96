import Glibc
import Testing

/// A file system of one mebibyte in memory, unmounted when it is dropped.
struct FullDisk: ~Copyable {
  /// Whether this process may mount: tried once, on a folder of its own.
  static let canMount: Bool = {
    guard let folder = try? TemporaryFolder() else { return false }
    return (try? FullDisk(at: folder.path)) != nil
  }()

  private let path: String

  init(at path: String) throws {
    let mounted = unsafe mount("tmpfs", path, "tmpfs", 0, "size=1m")
    try #require(mounted == 0, "a small file system can be mounted")
    self.path = path
  }

  deinit {
    unsafe umount2(path, Int32(MNT_DETACH))
  }
}
