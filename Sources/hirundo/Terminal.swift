import Foundation

/// The terminal that shows the tables.
enum Terminal {
  /// Whether standard output goes to it.
  static var showsOutput: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Its width in characters; 100 when the output goes elsewhere.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return Int(size.ws_col)
  }
}
