public import Wire

/// Writes a pcap file, compressed where its name ends in `.gz` or `.zst`.
///
/// Records are gathered and written a mebibyte at a time; `close` reports what went wrong, also for
/// the last of them. A writer that is dropped without `close` leaves a file that may be cut.
public struct PcapWriter: ~Copyable {
  private var output: OutputFile
  private let nanosecondsPerUnit: Int64

  /// Creates or empties a file; `-` is standard output.
  public init(
    path: String,
    linkType: LinkType,
    snapLength: UInt32 = 262_144,
    nanoseconds: Bool = true
  ) throws(CaptureError) {
    var output = try OutputFile(path: path)
    let magic: UInt32 = nanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4
    var header = LittleEndianBytes()
    header.append(magic)
    header.append(UInt16(2))
    header.append(UInt16(4))
    header.append(UInt64(0))
    header.append(snapLength)
    header.append(UInt32(linkType.rawValue))
    try output.append(header.bytes)
    self.output = output
    nanosecondsPerUnit = nanoseconds ? 1 : 1000
  }

  /// Writes a frame; `timestamp` in nanoseconds since 1970-01-01T00:00:00Z.
  ///
  /// Range: timestamps of 1970 to 2106, which pcap's 32 bits of seconds hold; frames of at most
  /// `CaptureReader.longestFrame` bytes. A file in microseconds rounds down.
  public mutating func write(
    _ bytes: RawSpan,
    timestamp: Int64,
    originalLength: UInt32
  ) throws(CaptureError) {
    guard timestamp >= 0, timestamp < 1_000_000_000 << 32 else {
      throw CaptureError(
        path: output.path,
        rule: "pcap cannot hold the timestamp \(timestamp) ns",
        remedy: "write pcapng"
      )
    }
    guard bytes.byteCount <= CaptureReader.longestFrame else {
      throw CaptureError(
        path: output.path,
        rule: "no reader takes a frame of \(bytes.byteCount) bytes from pcap",
        remedy: "write at most \(CaptureReader.longestFrame) bytes of it"
      )
    }
    let (seconds, rest) = timestamp.quotientAndRemainder(dividingBy: 1_000_000_000)
    let header = SIMD4<UInt32>(
      UInt32(seconds).littleEndian,
      UInt32(rest / nanosecondsPerUnit).littleEndian,
      UInt32(bytes.byteCount).littleEndian,
      originalLength.littleEndian
    )
    try output.append(header, bytes)
  }

  /// Writes what is left, closes the file and reports what went wrong.
  public consuming func close() throws(CaptureError) {
    try output.finish()
  }
}
