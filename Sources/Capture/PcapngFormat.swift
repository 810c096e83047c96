import Wire

/// The pcapng format: the section that is being read, and its blocks.
///
/// ```
/// every block: type (4) | total length (4) | body, padded to four bytes | total length (4)
/// section header 0x0A0D0D0A  byte order magic, version, section length, options
/// interface      1           link type, reserved, snapshot length, options
/// packet         2           interface (2), drops (2), timestamp, lengths, frame (obsolete)
/// simple packet  3           original length, frame
/// statistics     5           interface, timestamp, options
/// enhanced       6           interface (4), timestamp, lengths, frame, options
/// ```
/// Blocks of other types are passed over. Source: draft-ietf-opsawg-pcapng §3 and §4.
struct PcapngFormat: Sendable {
  static let sectionHeader: UInt32 = 0x0A0D_0D0A
  private static let byteOrderMagic: UInt32 = 0x1A2B_3C4D
  static let shortestSectionHeader = 28

  private(set) var order = ByteOrder.little
  private var section = -1
  /// The index of the section's first interface among all the file's.
  private(set) var firstInterface = 0

  /// Decodes blocks of a window into a batch, and what they describe into the contents.
  mutating func scan(
    _ bytes: RawSpan,
    from start: Int,
    to end: Int,
    base: Int64,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) -> Scan {
    var position = start
    while !batch.isFull {
      do throws(CaptureError) {
        let left = end - position
        guard left >= 12 else { return Scan(position: position, stop: .needs(12)) }
        if bytes.uint32(at: position) == PcapngFormat.sectionHeader {
          order = try byteOrder(bytes, at: position, base, contents)
        }
        let length = try blockLength(bytes, at: position, base, contents)
        guard left >= length else { return Scan(position: position, stop: .needs(length)) }
        let trailer = order.uint32(bytes, at: position + length - 4)
        guard trailer == UInt32(length) else {
          throw contents.fault(
            at: base + Int64(position),
            "the block's length is \(length) at its beginning and \(trailer) at its end"
          )
        }
        let block = PcapngBlock(
          type: order.uint32(bytes, at: position),
          start: position,
          end: position + length - 4,
          base: base
        )
        try decode(block, bytes, into: &batch, &contents)
        position += length
      } catch {
        return Scan(position: position, stop: .fault(error))
      }
    }
    return Scan(position: position, stop: .full)
  }

  private func byteOrder(
    _ bytes: RawSpan,
    at position: Int,
    _ base: Int64,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) -> ByteOrder {
    let magic = bytes.uint32(at: position + 8)
    if magic == PcapngFormat.byteOrderMagic { return .big }
    if magic == PcapngFormat.byteOrderMagic.byteSwapped { return .little }
    throw contents.fault(
      at: base + Int64(position) + 8,
      "the section's byte order magic 0x\(String(magic, radix: 16)) is not 0x1a2b3c4d"
    )
  }

  @inline(__always)
  private func blockLength(
    _ bytes: RawSpan,
    at position: Int,
    _ base: Int64,
    _ contents: borrowing CaptureContents
  ) throws(CaptureError) -> Int {
    let length = Int(order.uint32(bytes, at: position + 4))
    guard length >= 12, length % 4 == 0, length <= CaptureReader.longestBlock else {
      throw contents.fault(
        at: base + Int64(position) + 4,
        "a block length of \(length) is not a multiple of 4 between 12 and "
          + "\(CaptureReader.longestBlock)"
      )
    }
    return length
  }

  @inline(__always)
  private mutating func decode(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    into batch: inout FrameBatch,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    switch block.type {
    case 6: try enhancedPacket(block, bytes, into: &batch, &contents)
    case 3: try simplePacket(block, bytes, into: &batch, contents)
    case 2: try packet(block, bytes, into: &batch, &contents)
    case 1: try interface(block, bytes, &contents)
    case 5: try statistics(block, bytes, &contents)
    case PcapngFormat.sectionHeader: try beginSection(block, bytes, &contents)
    default: break
    }
  }

  private mutating func beginSection(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    try block.require(PcapngFormat.shortestSectionHeader, "section header", contents)
    let major = order.uint16(bytes, at: block.start + 12)
    let minor = order.uint16(bytes, at: block.start + 14)
    // Version 1.2 was written by mistake and means 1.0 (draft-ietf-opsawg-pcapng §4.1).
    guard major == 1, minor == 0 || minor == 2 else {
      throw contents.fault(
        at: block.offset + 12,
        "pcapng version \(major).\(minor) is not 1.0",
        remedy: "convert the file with the program that wrote it"
      )
    }
    var options = PcapngOptions(order: order, from: block.start + 24, to: block.end)
    var values = SectionOptions()
    while let option = options.next(in: bytes) {
      switch option.code {
      case 1: values.comment = PcapngOptions.text(of: option, in: bytes)
      case 2: values.hardware = PcapngOptions.text(of: option, in: bytes)
      case 3: values.operatingSystem = PcapngOptions.text(of: option, in: bytes)
      case 4: values.application = PcapngOptions.text(of: option, in: bytes)
      default: break
      }
    }
    try block.requireNoOverrun(options, contents)
    if contents.sectionCount == 0 { contents.firstSection = values }
    contents.sectionCount += 1
    section += 1
    firstInterface = contents.interfaces.count
  }

  private func interface(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    try block.require(20, "interface description", contents)
    guard contents.interfaces.count < CaptureContents.limit else {
      throw contents.fault(
        at: block.offset,
        "there are more than \(CaptureContents.limit) interfaces",
        remedy: "split the file at its sections"
      )
    }
    var interface = CaptureInterface(
      linkType: LinkType(rawValue: order.uint16(bytes, at: block.start + 8)),
      snapLength: order.uint32(bytes, at: block.start + 12),
      section: section
    )
    var resolution: UInt8 = 6
    var offset: Int64 = 0
    var options = PcapngOptions(order: order, from: block.start + 16, to: block.end)
    while let option = options.next(in: bytes) {
      switch option.code {
      case 2: interface.name = PcapngOptions.text(of: option, in: bytes)
      case 3: interface.description = PcapngOptions.text(of: option, in: bytes)
      case 9 where option.length >= 1: resolution = bytes.byte(at: option.offset)
      case 14 where option.length >= 8:
        offset = Int64(bitPattern: order.uint64(bytes, at: option.offset))
      default: break
      }
    }
    try block.requireNoOverrun(options, contents)
    contents.interfaces.append(interface)
    contents.clocks.append(InterfaceClock(resolution: resolution, offset: offset))
  }

  private func statistics(
    _ block: PcapngBlock,
    _ bytes: RawSpan,
    _ contents: inout CaptureContents
  ) throws(CaptureError) {
    try block.require(24, "interface statistics", contents)
    let index = try globalInterface(order.uint32(bytes, at: block.start + 8), block, contents)
    guard contents.statistics.count < CaptureContents.limit else {
      contents.warn(
        .statistics,
        at: block.offset,
        "there are more than \(CaptureContents.limit) statistics blocks",
        remedy: "this one and those after it were not kept"
      )
      return
    }
    let clock = contents.clocks[index]
    var values = InterfaceStatistics(interface: UInt32(index))
    var options = PcapngOptions(order: order, from: block.start + 20, to: block.end)
    while let option = options.next(in: bytes) {
      guard option.length >= 8 else { continue }
      let number = order.uint64(bytes, at: option.offset)
      switch option.code {
      case 2: values.startTime = clock.nanoseconds(units(bytes, at: option.offset)).value
      case 3: values.endTime = clock.nanoseconds(units(bytes, at: option.offset)).value
      case 4: values.received = number
      case 5, 7:
        let (sum, overflow) = (values.dropped ?? 0).addingReportingOverflow(number)
        values.dropped = overflow ? .max : sum
      case 6: values.filterAccepted = number
      default: break
      }
    }
    try block.requireNoOverrun(options, contents)
    contents.statistics.append(values)
  }
}
