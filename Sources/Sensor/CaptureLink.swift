import Capture
import Wire

/// An interface of the settings, while it is there and while it is waited for.
final class CaptureLink {
  let name: String
  let number: Int
  private(set) var capture: LiveCapture?
  /// What was reported of it last; the same is not said again and again.
  private var complaint: String?
  private var wasOpen = false

  init(name: String, number: Int) {
    self.name = name
    self.number = number
  }

  /// What it is, nil while it is waited for.
  var interface: CaptureInterface? { capture?.description }

  /// What poll(2) waits on, -1 (which it passes over) while there is none.
  var descriptor: Int32 { capture?.descriptor ?? -1 }

  /// Tries to listen; returns whether it does, and what should be said.
  ///
  /// - Throws: At first, what no waiting mends: a filter that is wrong, a permission that is missing.
  func open(_ settings: SensorCaptureSettings) throws(CaptureError) -> String? {
    do throws(CaptureError) {
      capture = try LiveCapture(
        interface: name,
        number: UInt32(number),
        snapLength: settings.snapLength,
        filter: settings.filter.text,
        bufferSize: settings.bufferSize
      )
    } catch {
      guard error.isOfAbsentInterface || wasOpen else { throw error }
      return say("\(error)")
    }
    defer { wasOpen = true }
    complaint = nil
    return "\(name): packets are captured\(wasOpen ? " again" : "")"
  }

  /// Stops listening; returns what should be said.
  func close(_ reason: String) -> String? {
    capture = nil
    return say(reason)
  }

  /// Whether the interface is still there and up.
  var isUp: Bool { capture?.isUp ?? false }

  /// Takes frames that have come; returns how many, 0 where there are none now.
  func read(
    into batch: inout FrameBatch,
    _ take: (borrowing FrameBatch, RawSpan) throws -> Void
  ) throws -> Int {
    guard try capture?.read(into: &batch) == true else { return 0 }
    try capture?.withBytes { bytes in try take(batch, bytes) }
    return batch.count
  }

  /// The packets that were lost since the last call.
  func countLosses() throws(CaptureError) -> UInt64 {
    try capture?.countLosses() ?? 0
  }

  private func say(_ sentence: String) -> String? {
    guard complaint != sentence else { return nil }
    complaint = sentence
    return sentence
  }
}
