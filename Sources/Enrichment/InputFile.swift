import Glibc

/// A file opened for reading, closed when its owner goes.
struct InputFile: ~Copyable {
  let path: String
  private let descriptor: CInt

  init(_ path: String) throws(EnrichmentError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Self.error(path, "cannot be opened")
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Reads bytes behind those that a buffer keeps, and returns how many; 0 at the end of the file.
  func read(into buffer: inout [UInt8], behind kept: Int) throws(EnrichmentError) -> Int {
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        let free = unsafe UnsafeMutableRawBufferPointer(rebasing: bytes[kept...])
        return unsafe Glibc.read(descriptor, free.baseAddress, free.count)
      }
      if count >= 0 { return count }
      guard errno == EINTR else { throw Self.error(path, "cannot be read") }
    }
  }

  /// The whole file, which must be smaller than a limit.
  func contents(limit: Int) throws(EnrichmentError) -> [UInt8] {
    var contents: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try read(into: &piece, behind: 0)
      guard count > 0 else { return contents }
      contents += piece[..<count]
      guard contents.count <= limit else {
        throw EnrichmentError(
          path: path,
          problem: "is larger than \(limit) bytes",
          remedy: "check that it is the right file"
        )
      }
    }
  }

  private static func error(_ path: String, _ what: String) -> EnrichmentError {
    let reason = unsafe String(cString: strerror(errno))
    return EnrichmentError(
      path: path,
      problem: "\(what): \(reason)",
      remedy: "check the path and its permissions"
    )
  }
}
