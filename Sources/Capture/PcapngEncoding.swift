import Wire

/// The pcapng blocks that are written: little-endian, timestamps in nanoseconds (`if_tsresol` 9).
///
/// Source: draft-ietf-opsawg-pcapng §4.
enum PcapngEncoding {
  /// The fixed fields of an enhanced packet block: seven numbers of four bytes, without padding.
  typealias FrameHeader = (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32)

  /// The section header block; the section's length is left open.
  static func sectionHeader(_ section: SectionOptions) -> [UInt8] {
    var body = LittleEndianBytes()
    body.append(UInt32(0x1A2B_3C4D))
    body.append(UInt16(1))
    body.append(UInt16(0))
    body.append(UInt64.max)
    body.append(option: 1, text: section.comment)
    body.append(option: 2, text: section.hardware)
    body.append(option: 3, text: section.operatingSystem)
    body.append(option: 4, text: section.application)
    return body.block(type: PcapngFormat.sectionHeader)
  }

  /// The interface description block.
  static func interface(_ interface: CaptureInterface) -> [UInt8] {
    var body = LittleEndianBytes()
    body.append(interface.linkType.rawValue)
    body.append(UInt16(0))
    body.append(interface.snapLength)
    body.append(option: 2, text: interface.name)
    body.append(option: 3, text: interface.description)
    body.append(option: 9, CollectionOfOne(9))
    return body.block(type: 1)
  }

  /// The interface statistics block; `dropped` as `isb_ifdrop`.
  static func statistics(_ statistics: InterfaceStatistics) -> [UInt8] {
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
    return body.block(type: 5)
  }

  /// The length of the enhanced packet block of a frame.
  @inline(__always)
  static func frameBlockLength(_ capturedLength: Int) -> Int {
    32 + (capturedLength + 3) & ~3
  }

  /// The fields in front of a frame's bytes; behind them come padding and the block's length again.
  @inline(__always)
  static func frameHeader(
    timestamp: Int64,
    capturedLength: Int,
    originalLength: UInt32,
    interface: UInt32
  ) -> FrameHeader {
    let units = UInt64(bitPattern: timestamp)
    return (
      UInt32(6).littleEndian,
      UInt32(frameBlockLength(capturedLength)).littleEndian,
      interface.littleEndian,
      UInt32(units >> 32).littleEndian,
      UInt32(truncatingIfNeeded: units).littleEndian,
      UInt32(capturedLength).littleEndian,
      originalLength.littleEndian
    )
  }
}
