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
    var body = LittleEndianBytes()
    body.append(UInt32(0x1A2B_3C4D))
    body.append(UInt16(1))
    body.append(UInt16(0))
    body.append(UInt64.max)
    body.append(option: 1, text: section.comment)
    body.append(option: 2, text: section.hardware)
    body.append(option: 3, text: section.operatingSystem)
    body.append(option: 4, text: section.application)
    try output.append(body.block(type: PcapngFormat.sectionHeader))
    self.output = output
  }

  /// Describes an interface; returns the index that its frames are written with.
  public mutating func addInterface(_ interface: CaptureInterface) throws(CaptureError) -> UInt32 {
    var body = LittleEndianBytes()
    body.append(interface.linkType.rawValue)
    body.append(UInt16(0))
    body.append(interface.snapLength)
    body.append(option: 2, text: interface.name)
    body.append(option: 3, text: interface.description)
    body.append(option: 9, CollectionOfOne(9))
    try output.append(body.block(type: 1))
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
    let padding = (4 - bytes.byteCount % 4) % 4
    let length = 32 + bytes.byteCount + padding
    guard length <= CaptureReader.longestBlock else {
      throw CaptureError(
        path: output.path,
        rule: "no reader takes a block of \(length) bytes from pcapng",
        remedy: "write fewer bytes of the frame"
      )
    }
    let units = UInt64(timestamp)
    // Seven numbers of four bytes: a tuple of them has no padding.
    let header = (
      UInt32(6).littleEndian, UInt32(length).littleEndian, interface.littleEndian,
      UInt32(units >> 32).littleEndian, UInt32(truncatingIfNeeded: units).littleEndian,
      UInt32(bytes.byteCount).littleEndian, originalLength.littleEndian
    )
    try output.append(header, bytes, padding: padding)
    try output.append(UInt32(length).littleEndian, RawSpan())
  }

  /// Writes what the capturing host counted on an interface; `dropped` as `isb_ifdrop`.
  public mutating func writeStatistics(
    _ statistics: InterfaceStatistics
  ) throws(CaptureError) {
    try requireInterface(statistics.interface)
    var body = LittleEndianBytes()
    let units = UInt64(max(0, statistics.endTime ?? statistics.startTime ?? 0))
    body.append(statistics.interface)
    body.append(UInt32(units >> 32))
    body.append(UInt32(truncatingIfNeeded: units))
    body.append(option: 2, timestamp: statistics.startTime)
    body.append(option: 3, timestamp: statistics.endTime)
    body.append(option: 4, number: statistics.received)
    body.append(option: 5, number: statistics.dropped)
    body.append(option: 6, number: statistics.filterAccepted)
    try output.append(body.block(type: 5))
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
