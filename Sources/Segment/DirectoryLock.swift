import Glibc
import Schema

/// The ownership of a folder, which ends with this value or with the process.
///
/// A lock of the system (flock(2)) on a file `lock`, which holds for the owner's process however it
/// ends. The file says `PID COMMAND since TIME`, for people and for the error of whoever comes second.
public struct DirectoryLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Locks a folder by a file in it.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - folder: What is owned.
  ///   - command: What the owner was started as.
  ///   - since: The present time, in nanoseconds since 1970.
  ///   - remedy: What the one who comes second can do.
  /// - Throws: Who owns the folder already, or why it cannot be locked.
  init(
    file path: String,
    of folder: String,
    command: String,
    since: Int64,
    remedy: String
  ) throws(SegmentError) {
    let opened = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw DirectoryLock.failure(path) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let isHeld = errno == EWOULDBLOCK
      let error = isHeld ? DirectoryLock.held(folder, opened, remedy) : DirectoryLock.failure(path)
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
    // A child that another thread has just forked holds the descriptor too, until it runs its program:
    // closing ours would leave the folder locked so long.
    _ = flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  private static func held(
    _ folder: String,
    _ descriptor: Int32,
    _ remedy: String
  ) -> SegmentError {
    var bytes = [UInt8](repeating: 0, count: 512)
    let count = unsafe bytes.withUnsafeMutableBytes { room in
      unsafe pread(descriptor, room.baseAddress, room.count, 0)
    }
    let text = String(decoding: bytes.prefix(max(0, count)).prefix { $0 != 10 }, as: UTF8.self)
    return SegmentError(
      path: folder,
      rule: text.isEmpty
        ? "another process owns it and has not said which"
        : "another process owns it (\(text))",
      remedy: remedy
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
