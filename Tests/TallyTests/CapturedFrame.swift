import Schema
import Testing

/// A frame and when it was captured.
struct CapturedFrame {
  var time: Int64
  var bytes: [UInt8]

  /// A frame at an instant, in nanoseconds since 1970.
  init(at time: Int64, _ bytes: [UInt8]) {
    self.time = time
    self.bytes = bytes
  }

  /// A frame some seconds after the beginning of a day in UTC.
  init(_ day: String, _ seconds: Int64 = 0, _ bytes: [UInt8]) throws {
    time = try Self.time(day, seconds)
    self.bytes = bytes
  }

  /// An instant some seconds after the beginning of a day in UTC.
  static func time(_ day: String, _ seconds: Int64 = 0) throws -> Int64 {
    try #require(CivilDay(day)).start + seconds * 1_000_000_000
  }
}
