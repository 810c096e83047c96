import Wire

/// Writes a pcapng file of one section, compressed where its name ends in `.gz` or `.zst`.
///
/// Timestamps are nanoseconds (`if_tsresol` 9). Blocks are gathered and written a mebibyte at a
/// time; `close` reports what went wrong, also for the last of them. A writer that is dropped
/// without `close` leaves a file that may be cut.
public struct PcapngWriter: ~Copyable {
  private var output: OutputFile
  private var interfaceCount: UInt32 = 0

  /// Creates or empties a file and writes its section header; `-` is standard output.
  public init(path: String, section: SectionOptions = SectionOptions()) throws(CaptureError) {
    var output = try OutputFile(path: path)
    try output.append(PcapngEncoding.sectionHeader(section))
    self.output = output
  }

  /// Describes an interface; returns the index that its frames are written with.
  public mutating func addInterface(_ interface: CaptureInterface) throws(CaptureError) -> UInt32 {
    try output.append(PcapngEncoding.interface(interface))
    interfaceCount += 1
    return interfaceCount - 1
  }

  /// Writes a frame; `timestamp` in nanoseconds since 1970-01-01T00:00:00Z, not before.
  public mutating func write(
    _ bytes: RawSpan,
    timestamp: Int64,
    originalLength: UInt32,
    interface: UInt32
  ) throws(CaptureError) {
    guard timestamp >= 0 else {
      throw CaptureError(
        path: output.path,
        rule: "the writer cannot hold the timestamp \(timestamp) ns",
        remedy: "give frames a time since 1970"
      )
    }
    try requireInterface(interface)
    let length = PcapngEncoding.frameBlockLength(bytes.byteCount)
    guard length <= CaptureReader.longestBlock else {
      throw CaptureError(
        path: output.path,
        rule: "no reader takes a block of \(length) bytes from pcapng",
        remedy: "write fewer bytes of the frame"
      )
    }
    let header = PcapngEncoding.frameHeader(
      timestamp: timestamp,
      capturedLength: bytes.byteCount,
      originalLength: originalLength,
      interface: interface
    )
    try output.append(header, bytes, padding: length - 32 - bytes.byteCount)
    try output.append(UInt32(length).littleEndian, RawSpan())
  }

  /// Writes what the capturing host counted on an interface; `dropped` as `isb_ifdrop`.
  public mutating func writeStatistics(
    _ statistics: InterfaceStatistics
  ) throws(CaptureError) {
    try requireInterface(statistics.interface)
    try output.append(PcapngEncoding.statistics(statistics))
  }

  /// Writes what is left, closes the file and reports what went wrong.
  public consuming func close() throws(CaptureError) {
    try output.finish()
  }

  private func requireInterface(_ interface: UInt32) throws(CaptureError) {
    guard interface < interfaceCount else {
      throw CaptureError(
        path: output.path,
        rule: "interface \(interface) is not one of the \(interfaceCount) that were added",
        remedy: "add an interface before its frames"
      )
    }
  }
}
