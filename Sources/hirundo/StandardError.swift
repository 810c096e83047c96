import Foundation

/// Where warnings, errors and progress go.
enum StandardError {
  /// Whether somebody watches: progress is shown on a terminal only.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes a line.
  static func write(_ line: String) {
    FileHandle.standardError.write(Data("\(line)\n".utf8))
  }

  /// Writes over the present line, for progress.
  static func overwrite(_ line: String) {
    FileHandle.standardError.write(Data("\r\u{1B}[2K\(line)".utf8))
  }
}
