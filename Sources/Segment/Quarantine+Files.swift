import Glibc

/// What was refused.
extension Quarantine {
  private static let suffix = ".reason"
  /// The longest reason that is read.
  ///
  /// Unit: bytes.
  private static let longestReason = 4096

  /// The files that were refused, the newest first.
  ///
  /// - Parameter most: How many are looked at.
  /// - Returns: At most so many, and how many there are.
  /// - Throws: `SegmentError` where the folder cannot be listed.
  public func files(
    newest most: Int
  ) throws(SegmentError) -> (files: [QuarantinedFile], count: Int) {
    let names = try folder.names().filter { !$0.hasSuffix(Self.suffix) }
    var found: [QuarantinedFile] = []
    for name in names {
      // One that somebody removed meanwhile is no longer there.
      var status = stat()
      guard unsafe lstat("\(folder.path)/\(name)", &status) == 0 else { continue }
      found.append(
        QuarantinedFile(
          name: name,
          bytes: Int64(status.st_size),
          written: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec),
          reason: ""
        )
      )
    }
    found.sort { ($1.written, $0.name) < ($0.written, $1.name) }
    let newest = found.prefix(max(0, most)).map { file in
      var file = file
      file.reason = Self.reason(at: "\(folder.path)/\(file.name)\(Self.suffix)")
      return file
    }
    return (newest, found.count)
  }

  /// The first line of a reason; empty where there is none.
  private static func reason(at path: String) -> String {
    let opened = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard opened >= 0 else { return "" }
    defer { close(opened) }
    var bytes = [UInt8](repeating: 0, count: longestReason)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe read(opened, buffer.baseAddress, buffer.count)
    }
    let line = bytes.prefix(max(0, count)).prefix { $0 != UInt8(ascii: "\n") }
    return String(decoding: line, as: UTF8.self)
  }
}
