import Wire

/// The pcap savefile format: how its records are laid out in one file.
///
/// ```
/// file header, 24 bytes            record header, 16 bytes (modified format: 24)
///  0 magic number (4)               0 seconds since 1970 (4)
///  4 major, minor version (2 + 2)   4 micro- or nanoseconds (4)
///  8 reserved (8)                   8 captured length (4)
/// 16 snapshot length (4)           12 original length (4)
/// 20 FCS, reserved, link type (4)  16 modified: interface, protocol, packet type (8)
/// ```
/// Source: draft-ietf-opsawg-pcap §4 and §5; the modified format is that of A. Kuznetsov's
/// libpcap patches of the 1990s.
struct PcapFormat: Sendable {
  static let headerLength = 24
  /// Bits of the last header field that the specification keeps at zero.
  private static let reservedBits: UInt32 = 0x03FF_0000

  private let order: ByteOrder
  private let recordHeaderLength: Int
  private let nanosecondsPerUnit: Int64
  private let unitsPerSecond: UInt32
  private let minorVersion: UInt16

  /// The record layout of a magic number, nil for a number that is not pcap's.
  private static func layout(
    magic: UInt32
  ) -> (order: ByteOrder, header: Int, nanosecondsPerUnit: Int64)? {
    switch magic {
    case 0xA1B2_C3D4: (.big, 16, 1000)
    case 0xD4C3_B2A1: (.little, 16, 1000)
    case 0xA1B2_3C4D: (.big, 16, 1)
    case 0x4D3C_B2A1: (.little, 16, 1)
    case 0xA1B2_CD34: (.big, 24, 1000)
    case 0x34CD_B2A1: (.little, 24, 1000)
    default: nil
    }
  }

  /// Whether four bytes, read in network order, begin a pcap file.
  static func isMagic(_ magic: UInt32) -> Bool { layout(magic: magic) != nil }

  /// The format of a file whose header lies in a window; adds its one interface.
  init(
    decoding bytes: RawSpan,
    at start: Int,
    into contents: inout CaptureContents
  )
    throws(CaptureError)
  {
    guard let layout = PcapFormat.layout(magic: bytes.uint32(at: start)) else {
      throw contents.fault(
        at: 0,
        "the magic number is not one of pcap's",
        remedy: "give a pcap or pcapng file"
      )
    }
    order = layout.order
    recordHeaderLength = layout.header
    nanosecondsPerUnit = layout.nanosecondsPerUnit
    unitsPerSecond = layout.nanosecondsPerUnit == 1 ? 1_000_000_000 : 1_000_000
    let major = order.uint16(bytes, at: start + 4)
    let minor = order.uint16(bytes, at: start + 6)
    minorVersion = minor
    guard major == 2 else {
      throw contents.fault(
        at: 4,
        "pcap version \(major).\(minorVersion) is not 2.0 to 2.4",
        remedy: "convert the file with the program that wrote it"
      )
    }
    if minor > 4 {
      contents.warn(
        .version,
        at: 6,
        "pcap version 2.\(minor) is newer than 2.4, the last that is documented",
        remedy: "it was read as 2.4"
      )
    }
    let linkField = order.uint32(bytes, at: start + 20)
    guard linkField & PcapFormat.reservedBits == 0 else {
      throw contents.fault(
        at: 20,
        "the reserved bits of the link type field 0x\(String(linkField, radix: 16)) are not zero",
        remedy: "the header is damaged: fetch the file again from where it was made"
      )
    }
    contents.interfaces.append(
      CaptureInterface(
        linkType: LinkType(rawValue: UInt16(truncatingIfNeeded: linkField)),
        snapLength: order.uint32(bytes, at: start + 16)
      )
    )
  }

  /// Decodes records of a window into a batch.
  ///
  /// The usual layout has a loop of its own in which order and lengths are constants.
  func scan(
    _ bytes: RawSpan,
    from start: Int,
    to end: Int,
    base: Int64,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) -> Scan {
    if order == .little, recordHeaderLength == 16, minorVersion >= 4 {
      return scanRecords(
        bytes,
        from: start,
        to: end,
        base: base,
        order: .little,
        header: 16,
        quirk: false,
        into: &batch,
        &contents
      )
    }
    return scanRecords(
      bytes,
      from: start,
      to: end,
      base: base,
      order: order,
      header: recordHeaderLength,
      quirk: minorVersion < 4,
      into: &batch,
      &contents
    )
  }

  @inline(__always)
  private func scanRecords(
    _ bytes: RawSpan,
    from start: Int,
    to end: Int,
    base: Int64,
    order: ByteOrder,
    header: Int,
    quirk: Bool,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) -> Scan {
    var position = start
    while !batch.isFull {
      guard end - position >= header else { return Scan(position: position, stop: .needs(header)) }
      let seconds = order.uint32(bytes, at: position)
      let fraction = order.uint32(bytes, at: position + 4)
      var captured = order.uint32(bytes, at: position + 8)
      var original = order.uint32(bytes, at: position + 12)
      if quirk, minorVersion < 3 || captured > original { swap(&captured, &original) }
      guard captured <= UInt32(CaptureReader.longestFrame) else {
        return Scan(
          position: position,
          stop: .fault(tooLong(captured, at: base + Int64(position), contents))
        )
      }
      let length = header + Int(captured)
      guard end - position >= length else { return Scan(position: position, stop: .needs(length)) }
      if fraction >= unitsPerSecond {
        warnOfFraction(fraction, at: base + Int64(position) + 4, &contents)
      }
      batch.append(
        Frame(
          timestamp: Int64(seconds) * 1_000_000_000 + Int64(fraction) * nanosecondsPerUnit,
          offset: position + header,
          capturedLength: captured,
          originalLength: original,
          interface: 0
        )
      )
      position += length
    }
    return Scan(position: position, stop: .full)
  }

  private func tooLong(
    _ captured: UInt32,
    at offset: Int64,
    _ contents: borrowing CaptureContents
  ) -> CaptureError {
    contents.fault(
      at: offset,
      "the record claims \(captured) captured bytes and no capture holds more than "
        + "\(CaptureReader.longestFrame)"
    )
  }

  private func warnOfFraction(
    _ fraction: UInt32,
    at offset: Int64,
    _ contents: inout CaptureContents
  ) {
    contents.warn(
      .timestamp,
      at: offset,
      "the timestamp's fraction \(fraction) is a second or more",
      remedy: "it was added to the seconds, here and wherever it happens again"
    )
  }
}
