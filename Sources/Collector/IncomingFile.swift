import Foundation

/// A capture that is being uploaded; one that is dropped before it was kept is removed.
struct IncomingFile: ~Copyable {
  /// Where it will lie.
  let path: String
  private let temporary: String
  private let descriptor: Int32

  init(folder: String, name: String) throws(CollectorError) {
    path = "\(folder)/\(name)"
    temporary = "\(folder)/\(IncomingFolder.unfinished)\(name)"
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Self.failure(path) }
  }

  deinit {
    close(descriptor)
    // Behind `keep` there is nothing of this name.
    unsafe unlink(temporary)
  }

  /// How many bytes of the disk are free.
  var freeBytes: Int64 {
    var status = statvfs()
    guard unsafe fstatvfs(descriptor, &status) == 0 else { return 0 }
    return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(CollectorError) {
    var done = 0
    while done < bytes.count {
      let part = unsafe bytes.withUnsafeBytes { source in
        unsafe Foundation.write(
          descriptor,
          source.baseAddress.map { unsafe $0 + done },
          source.count - done
        )
      }
      if part < 0, errno == EINTR { continue }
      guard part > 0 else { throw Self.failure(path) }
      done += part
    }
  }

  /// Syncs the file and gives it its name.
  consuming func keep() throws(CollectorError) -> String {
    guard fsync(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw Self.failure(path)
    }
    return path
  }

  private static func failure(_ path: String) -> CollectorError {
    CollectorError(
      place: path,
      rule: "an uploaded capture cannot be written",
      remedy: "make room on the disk"
    )
  }
}
