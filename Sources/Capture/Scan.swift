/// How far the decoding of a window came, and why it stopped there.
struct Scan {
  /// Why decoding stopped.
  enum Stop {
    /// The batch is full.
    case full
    /// The record at the position needs this many bytes, and the window ends before.
    case needs(Int)
    /// The record at the position breaks a rule.
    case fault(CaptureError)
  }

  /// The first byte of the window that was not decoded.
  var position: Int
  /// Why decoding stopped there.
  var stop: Stop
}
