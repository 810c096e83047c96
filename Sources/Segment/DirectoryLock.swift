import Glibc
import Schema

/// The ownership of a data directory, which ends with this value or with the process.
///
/// A lock of the system (flock(2)) on `data/lock`, which holds for the owner's process however it
/// ends. The file says `PID COMMAND since TIME`, for people and for the error of whoever comes second.
public struct DirectoryLock: ~Copyable, Sendable {
  private let descriptor: Int32

  init(_ directory: DataDirectory, command: String, since: Int64) throws(SegmentError) {
    let path = directory.lockPath
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw DirectoryLock.failure(path) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let error = isHeld ? DirectoryLock.held(directory, opened) : DirectoryLock.failure(path)
      close(opened)
      throw error
    }
    let text = Array("\(getpid()) \(command) since \(UTCTime(nanoseconds: since))\n".utf8)
    let count = unsafe text.withUnsafeBytes { bytes in
      guard ftruncate(opened, 0) == 0 else { return -1 }
      return unsafe pwrite(opened, bytes.baseAddress, bytes.count, 0)
    }
    guard count == text.count else {
      let error = DirectoryLock.failure(path)
      close(opened)
      throw error
    }
    descriptor = opened
  }

  deinit {
    // The text goes with the owner, or it would name one that is no more.
    _ = ftruncate(descriptor, 0)
    close(descriptor)
  }

  private static func held(_ directory: DataDirectory, _ descriptor: Int32) -> SegmentError {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = unsafe bytes.withUnsafeMutableBytes { room in
      unsafe pread(descriptor, room.baseAddress, room.count, 0)
    }
    let text = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self)
    return SegmentError(
      path: directory.path,
      rule: text.isEmpty
        ? "another process owns it and has not said which"
        : "another process owns it (\(text))",
      remedy: "wait until that ends, or stop it, or choose another folder with --data"
    )
  }

  private static func failure(_ path: String) -> SegmentError {
    SegmentError.system(
      path,
      "it cannot be locked",
      remedy: "check the disk and the permission to write there"
    )
  }
}
