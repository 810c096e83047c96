import Glibc

/// Where sentences for the operator go: standard error, which the journal keeps.
enum Log {
  /// Writes a line.
  static func write(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    // Nobody is left to tell where standard error is closed.
    _ = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
