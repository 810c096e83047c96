import Glibc

/// An open file, pipe or standard input, read forward only.
///
/// Read with read(2) and not mapped: a mapped file that another program cuts kills the process.
struct InputFile: ~Copyable, Sendable {
  let path: String
  /// The file's size in bytes; nil for pipes and devices.
  let byteCount: Int64?
  private let descriptor: Int32

  /// Opens a file; `-` is standard input, which is never closed.
  init(path: String) throws(CaptureError) {
    let opened = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard opened >= 0 else {
      throw CaptureError(
        path: path,
        rule: "it cannot be opened (\(SystemCall.reason()))",
        remedy: "check the name and the permission to read it"
      )
    }
    var status = stat()
    let failed = unsafe fstat(opened, &status) != 0
    let kind = status.st_mode & S_IFMT
    if failed || kind == S_IFDIR {
      let reason = failed ? "its status cannot be read (\(SystemCall.reason()))" : "it is a folder"
      if path != "-" { close(opened) }
      throw CaptureError(path: path, rule: reason, remedy: "give a capture file")
    }
    self.path = path
    descriptor = opened
    byteCount = kind == S_IFREG ? Int64(status.st_size) : nil
  }

  deinit {
    if path != "-" { close(descriptor) }
  }

  /// Reads what is there, at most up to the buffer's end, behind its first bytes.
  ///
  /// Returns the number of bytes; 0 at the end of the file.
  func read(into buffer: inout [UInt8], from start: Int) throws(CaptureError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        guard start < bytes.count, let address = bytes.baseAddress else { return 0 }
        return unsafe Glibc.read(descriptor, address + start, bytes.count - start)
      }
      if count >= 0 { return count }
      guard errno == EINTR else {
        throw CaptureError(
          path: path,
          rule: "it cannot be read further (\(SystemCall.reason()))",
          remedy: "check the disk or the program that writes it"
        )
      }
    }
  }
}
