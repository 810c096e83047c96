/// What a segment is known by everywhere: its sensor's name and a number.
///
/// A sensor numbers its segments from 1. Segments that are made from a capture file have the top bit
/// set and are numbered by the file's contents, so that making them again gives the same numbers:
/// ```
/// bit 63  62 … 15                                        14 … 0
///     1   first 48 bits of the capture file's SHA-256    ordinal within the file
/// ```
public struct SegmentIdentity: Hashable, Sendable {
  /// The most segments that one capture file gives.
  public static var longestCapture: Int { 1 << 15 }

  /// The sensor's name.
  public let sensor: String
  /// The number among the sensor's segments; never 0.
  public let sequence: UInt64

  /// An identity of a sensor's name that names a folder, and a number from 1.
  public init(sensor: String, sequence: UInt64) throws(SegmentError) {
    guard SegmentIdentity.isSensorName(sensor) else {
      throw SegmentError(
        path: "the sensor name '\(sensor)'",
        rule: "it names a folder, so it has 1 to 64 letters a-z A-Z, digits and . _ -, "
          + "and does not begin with a dot",
        remedy: "give the sensor another name"
      )
    }
    guard sequence > 0 else {
      throw SegmentError(
        path: "a segment of sensor \(sensor)",
        rule: "segments are numbered from 1, and this one has the number 0",
        remedy: "let the sensor number its segments from 1"
      )
    }
    self.sensor = sensor
    self.sequence = sequence
  }

  /// The identity of one of the segments that a capture file gives, counted from 0.
  public init(sensor: String, capture: ContentDigest, ordinal: Int) throws(SegmentError) {
    guard (0..<SegmentIdentity.longestCapture).contains(ordinal) else {
      throw SegmentError(
        path: "the capture of SHA-256 \(capture)",
        rule: "it gives more than \(SegmentIdentity.longestCapture) segments",
        remedy: "split it into smaller captures"
      )
    }
    try self.init(
      sensor: sensor,
      sequence: 1 << 63 | capture.first48Bits << 15 | UInt64(ordinal)
    )
  }

  /// The numbers that segments of a capture file have, whoever its sensors are.
  public static func numbers(of capture: ContentDigest) -> ClosedRange<UInt64> {
    let first = 1 << 63 | capture.first48Bits << 15
    return first...first + UInt64(longestCapture - 1)
  }

  /// The numbers that other segments of the same capture file have; its own for a sensor's segment.
  public var numbersOfCapture: ClosedRange<UInt64> {
    guard isOfCapture else { return sequence...sequence }
    let last = sequence | UInt64(Self.longestCapture - 1)
    return last - UInt64(Self.longestCapture - 1)...last
  }

  /// Whether the segment was made from a capture file.
  public var isOfCapture: Bool { sequence >> 63 == 1 }

  /// Whether a text is a sensor's name: it becomes a folder's name.
  public static func isSensorName(_ text: String) -> Bool {
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    let capitals = UInt8(ascii: "A")...UInt8(ascii: "Z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return (1...64).contains(text.utf8.count) && !text.hasPrefix(".")
      && text.utf8.allSatisfy { byte in
        letters.contains(byte) || capitals.contains(byte) || digits.contains(byte)
          || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
      }
  }
}

extension SegmentIdentity: CustomStringConvertible {
  /// The identity for people: `segment 7 of sensor tokyo-1`.
  public var description: String { "segment \(sequence) of sensor \(sensor)" }
}
