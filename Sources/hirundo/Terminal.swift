import Foundation

/// The terminal that shows the tables.
enum Terminal {
  /// Its width in characters; 100 when the output goes elsewhere.
  static var width: Int {
    var size = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return 100
    }
    return Int(size.ws_col)
  }
}
