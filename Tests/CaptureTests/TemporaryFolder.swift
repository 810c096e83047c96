import Glibc
import Testing

/// A folder of its own for one test, removed with what is in it.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/hirundo-capture-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { text in
      unsafe text.baseAddress.flatMap { unsafe mkdtemp($0) } != nil
    }
    try #require(made, "a temporary folder can be made")
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    if let directory = unsafe opendir(path) {
      while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        unsafe unlink("\(path)/\(name)")
      }
      unsafe closedir(directory)
    }
    unsafe rmdir(path)
  }

  /// Writes a file and gives its path.
  func file(_ name: String, _ bytes: some Collection<UInt8>) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = unsafe open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(descriptor >= 0)
    let count = unsafe Array(bytes).withUnsafeBytes {
      unsafe write(descriptor, $0.baseAddress, $0.count)
    }
    close(descriptor)
    try #require(count == bytes.count)
    return file
  }

  /// Reads a whole file.
  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    try #require(descriptor >= 0, "\(path) can be read")
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe part.withUnsafeMutableBytes {
        unsafe read(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else { return bytes }
      bytes += part.prefix(count)
    }
  }
}
