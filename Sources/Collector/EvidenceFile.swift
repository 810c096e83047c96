import Capture
import Glibc
import Segment
import Wire

/// The pcapng file that evidence is written into, with an interface a sensor.
///
/// It is written aside and gets its name when it is complete, so that a name never means half of
/// the evidence.
struct EvidenceFile: ~Copyable {
  private struct Source: Hashable {
    var sensor: String
    var interface: CaptureInterface
  }

  private let path: String
  private let part: String
  private var writer: PcapngWriter
  private var numbers: [Source: UInt32] = [:]

  /// A file of a name; `-` is standard output.
  init(path: String, software: String, comment: String) throws(CaptureError) {
    self.path = path
    part = Self.part(of: path)
    let section = SectionOptions(application: software, comment: comment)
    writer = try PcapngWriter(path: part, section: section)
  }

  /// Removes what was written of a file that never got its name.
  static func removePart(of path: String) {
    if path != "-" { unsafe unlink(part(of: path)) }
  }

  /// What the file is called until it is complete; the ending stays, as it says the compression.
  private static func part(of path: String) -> String {
    let name = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
    return path == "-" ? path : "\(path[..<name]).part-\(path[name...])"
  }

  /// Writes frames of a sensor, in their order; at most so many.
  ///
  /// - Parameters:
  ///   - frames: The frames.
  ///   - sensor: Who heard them.
  ///   - limit: How many are written.
  /// - Returns: How many were.
  /// - Throws: `CaptureError` where the file cannot be written.
  mutating func write(
    _ frames: EvidenceFrames,
    of sensor: String,
    atMost limit: UInt64
  ) throws(CaptureError) -> UInt64 {
    let entries = frames.entries.prefix(Int(clamping: limit))
    for entry in entries {
      let number = try number(of: frames.interfaces[entry.interface], sensor)
      try frames.withBytes(of: entry) { bytes throws(CaptureError) in
        try writer.write(
          bytes,
          timestamp: entry.timestamp,
          originalLength: entry.originalLength,
          interface: number
        )
      }
    }
    return UInt64(entries.count)
  }

  /// Gives the file its name.
  consuming func close() throws(CaptureError) {
    let (part, path) = (part, path)
    try writer.close()
    guard part != path, unsafe rename(part, path) != 0 else { return }
    throw CaptureError(
      path: path,
      rule: "the frames are in \(part), which cannot be given this name "
        + "(\(unsafe String(cString: strerror(errno))))",
      remedy: "rename it"
    )
  }

  private mutating func number(
    of interface: CaptureInterface,
    _ sensor: String
  ) throws(CaptureError) -> UInt32 {
    var interface = interface
    interface.section = 0
    let source = Source(sensor: sensor, interface: interface)
    if let known = numbers[source] { return known }
    // What the sensor called the interface is still to be seen.
    let name = interface.name == sensor ? nil : interface.name
    let words = [name, interface.description].compactMap(\.self)
    interface.description = words.isEmpty ? nil : words.joined(separator: ": ")
    interface.name = sensor
    let number = try writer.addInterface(interface)
    numbers[source] = number
    return number
  }
}
