import Glibc
import Wire

/// A new file that is written from its beginning to its end.
struct WrittenFile: ~Copyable {
  let path: String
  private let descriptor: Int32

  /// Creates a file that must not be there yet.
  init(creating path: String) throws(SegmentError) {
    let opened = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw WrittenFile.failure(path) }
    self.path = path
    descriptor = opened
  }

  /// Creates a file in a folder under a new name that begins with a prefix.
  init(in folder: String, prefix: String) throws(SegmentError) {
    var template = Array("\(folder)/\(prefix)XXXXXX".utf8CString)
    let opened = unsafe template.withUnsafeMutableBufferPointer { text in
      unsafe text.baseAddress.map { unsafe mkstemp($0) } ?? -1
    }
    guard opened >= 0 else { throw WrittenFile.failure(folder) }
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  /// Appends bytes.
  func write(_ bytes: [UInt8]) throws(SegmentError) {
    try write(unsafe bytes.span.bytes)
  }

  /// Appends bytes.
  func write(_ bytes: RawSpan) throws(SegmentError) {
    var done = 0
    while done < bytes.byteCount {
      let rest = bytes.extracting(done..<bytes.byteCount)
      let part = unsafe rest.withUnsafeBytes { source in
        unsafe Glibc.write(descriptor, source.baseAddress, source.count)
      }
      if part < 0, errno == EINTR { continue }
      guard part > 0 else { throw WrittenFile.failure(path) }
      done += part
    }
  }

  /// Gives the file a time of change, in nanoseconds since 1970; writing on changes it again.
  func setTime(_ time: Int64) throws(SegmentError) {
    let instant = timespec(
      tv_sec: Int(time / 1_000_000_000),
      tv_nsec: Int(time % 1_000_000_000)
    )
    let times = [instant, instant]
    guard unsafe futimens(descriptor, times) == 0 else { throw WrittenFile.failure(path) }
  }

  /// Waits until what was written survives a loss of power.
  func sync() throws(SegmentError) {
    guard fsync(descriptor) == 0 else { throw WrittenFile.failure(path) }
  }

  private static func failure(_ path: String) -> SegmentError {
    SegmentError.system(
      path,
      "it cannot be written",
      remedy: "check the disk and the permission to write there"
    )
  }
}
