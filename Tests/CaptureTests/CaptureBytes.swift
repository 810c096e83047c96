/// A capture put together number by number, in either byte order.
struct CaptureBytes {
  var isBigEndian: Bool
  var bytes: [UInt8] = []

  init(bigEndian: Bool = false) {
    isBigEndian = bigEndian
  }

  mutating func append<Number: FixedWidthInteger>(_ numbers: Number...) {
    for number in numbers {
      let octets = (0..<Number.bitWidth / 8).map {
        UInt8(truncatingIfNeeded: number >> Number(8 * $0))
      }
      bytes += isBigEndian ? octets.reversed() : octets
    }
  }

  /// A pcap file header: magic, version, snapshot length 65535, link type field.
  mutating func pcapHeader(
    magic: UInt32 = 0xA1B2_C3D4,
    major: UInt16 = 2,
    minor: UInt16 = 4,
    link: UInt32 = 1
  ) {
    append(magic)
    append(major, minor)
    append(UInt32(0), 0, 65_535, link)
  }

  /// A pcap record; the lengths are those of the bytes unless they are given.
  mutating func record(
    _ seconds: UInt32,
    _ fraction: UInt32,
    _ frame: [UInt8],
    captured: UInt32? = nil,
    original: UInt32? = nil
  ) {
    let length = UInt32(frame.count)
    append(seconds, fraction, captured ?? length, original ?? length)
    bytes += frame
  }

  /// A pcapng block around a body, which is padded to four bytes.
  mutating func block(_ type: UInt32, _ body: (inout CaptureBytes) -> Void) {
    var inner = CaptureBytes(bigEndian: isBigEndian)
    body(&inner)
    inner.bytes += Array(repeating: 0, count: (4 - inner.bytes.count % 4) % 4)
    let length = UInt32(inner.bytes.count + 12)
    append(type, length)
    bytes += inner.bytes
    append(length)
  }

  /// A pcapng section header block of version 1.0 and unknown length.
  mutating func sectionHeader(major: UInt16 = 1, minor: UInt16 = 0) {
    block(0x0A0D_0D0A) { body in
      body.append(UInt32(0x1A2B_3C4D))
      body.append(major, minor)
      body.append(UInt64.max)
    }
  }

  /// A pcapng interface description block.
  mutating func interface(
    _ link: UInt16 = 1,
    snapLength: UInt32 = 0,
    options: (inout CaptureBytes) -> Void = { _ in }
  ) {
    block(1) { body in
      body.append(link, 0)
      body.append(snapLength)
      options(&body)
    }
  }

  /// A pcapng option, padded.
  mutating func option(_ code: UInt16, _ value: [UInt8]) {
    append(code, UInt16(value.count))
    bytes += value + Array(repeating: 0, count: (4 - value.count % 4) % 4)
  }

  /// A pcapng enhanced packet block.
  mutating func enhanced(
    _ interface: UInt32,
    _ units: UInt64,
    _ frame: [UInt8],
    captured: UInt32? = nil
  ) {
    block(6) { body in
      body.append(interface, UInt32(units >> 32), UInt32(truncatingIfNeeded: units))
      body.append(captured ?? UInt32(frame.count), UInt32(frame.count))
      body.bytes += frame
    }
  }
}
