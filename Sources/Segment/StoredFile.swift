import Glibc

/// A file that is read at any place.
struct StoredFile: ~Copyable {
  /// Without waiting: a pipe that stands under the name is refused, not waited for.
  private static let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK

  let path: String
  /// The file's size in bytes when it was opened.
  let byteCount: Int64
  private let descriptor: Int32

  /// Opens a file, which must be there.
  init(path: String) throws(SegmentError) {
    try self.init(path: path, opened: unsafe open(path, StoredFile.flags))
  }

  /// Opens a file where there is one, nil where there is none.
  static func ifPresent(_ path: String) throws(SegmentError) -> StoredFile? {
    let opened = unsafe open(path, StoredFile.flags)
    if opened < 0, errno == ENOENT { return nil }
    return try StoredFile(path: path, opened: opened)
  }

  private init(path: String, opened: Int32) throws(SegmentError) {
    guard opened >= 0 else {
      throw SegmentError.system(
        path,
        "it cannot be opened",
        remedy: "check the name and the permission to read it"
      )
    }
    var status = stat()
    let isFile = unsafe fstat(opened, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard isFile else {
      close(opened)
      throw SegmentError(path: path, rule: "it is no regular file", remedy: "give a file")
    }
    self.path = path
    byteCount = Int64(status.st_size)
    descriptor = opened
  }

  deinit {
    close(descriptor)
  }

  /// Reads bytes at a place: as many as asked for, fewer at the file's end only.
  func read(at offset: Int64, atMost count: Int) throws(SegmentError) -> [UInt8] {
    let size = Int(min(Int64(count), max(0, byteCount - offset)))
    var isFaulty = false
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { room, done in
      while done < size {
        let part = unsafe pread(
          descriptor,
          room.baseAddress.map { unsafe $0 + done },
          size - done,
          off_t(offset) + off_t(done)
        )
        if part < 0, errno == EINTR { continue }
        isFaulty = part < 0
        guard part > 0 else { return }
        done += part
      }
    }
    guard !isFaulty else {
      throw SegmentError.system(path, "it cannot be read", remedy: "check the disk")
    }
    return bytes
  }
}
