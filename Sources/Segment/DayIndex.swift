import Schema
import Wire

/// What the file of a compacted day ends in: where in the file each of its segments lies.
///
/// A zstd skippable frame (RFC 8878 §3.1.2), so that the file stays one that `zstd -dc` and Wireshark
/// read. Its two own numbers are little-endian; the rest is in network order.
/// ```
///  0  184d2a57 | length of what follows (4)
///  8  an entry a segment, 64 bytes: second (8), sequence (8), offset (8), length (8), SHA-256 (32)
///     first 16 bytes of the SHA-256 of the entries | number of entries (4) | version (4) | "HIRUNDAY"
/// ```
struct DayIndex {
  /// A segment of the file.
  struct Entry: Hashable {
    var name: SegmentName
    var offset: Int64
    var length: Int
    var digest: ContentDigest
  }

  private static let magic: UInt32 = 0x184D_2A57
  private static let version: UInt32 = 1
  private static let mark: UInt64 = 0x4849_5255_4E44_4159
  private static let headerLength = 8
  private static let entryLength = 64
  private static let tailLength = 32

  /// The segments in the order of the file, which is that in which they were compacted.
  private(set) var entries: [Entry] = []

  /// The index of a file without segments.
  init() {}

  /// The end of the last segment, where the index begins.
  var end: Int64 { entries.last.map { $0.offset + Int64($0.length) } ?? 0 }

  /// Adds a segment behind the last.
  mutating func append(_ name: SegmentName, length: Int, digest: ContentDigest) {
    entries.append(Entry(name: name, offset: end, length: length, digest: digest))
  }

  /// The bytes of the skippable frame.
  var encoded: [UInt8] {
    var body: [UInt8] = []
    for entry in entries {
      DayIndex.append(UInt64(bitPattern: entry.name.second), to: &body)
      DayIndex.append(entry.name.sequence, to: &body)
      DayIndex.append(UInt64(bitPattern: entry.offset), to: &body)
      DayIndex.append(UInt64(entry.length), to: &body)
      body += entry.digest.bytes
    }
    let check = ContentDigest(of: body).bytes.prefix(16)
    body += check
    DayIndex.append(UInt32(entries.count), to: &body)
    DayIndex.append(DayIndex.version, to: &body)
    DayIndex.append(DayIndex.mark, to: &body)
    var frame: [UInt8] = []
    DayIndex.append(DayIndex.magic.byteSwapped, to: &frame)
    DayIndex.append(UInt32(body.count).byteSwapped, to: &frame)
    return frame + body
  }

  /// Reads the index of a compacted day's file.
  init(of file: borrowing StoredFile) throws(SegmentError) {
    let path = file.path
    func fault(_ rule: String) -> SegmentError {
      SegmentError(
        path: path,
        rule: rule,
        remedy: "fetch the day's file from a copy of the archive, or move it away and "
          + "ingest it as a capture"
      )
    }
    let tail = try file.read(
      at: max(0, file.byteCount - Int64(DayIndex.tailLength)),
      atMost: DayIndex.tailLength
    )
    guard tail.count == DayIndex.tailLength else { throw fault("it is too short for an index") }
    let last = unsafe tail.span.bytes
    guard last.uint64(at: 24) == DayIndex.mark else {
      throw fault("it does not end in the index of a compacted day: it is cut or damaged")
    }
    guard last.uint32(at: 20) == DayIndex.version else {
      throw fault("its index has version \(last.uint32(at: 20)), and this program reads 1")
    }
    let length = Int(last.uint32(at: 16)) * DayIndex.entryLength
    let start = file.byteCount - Int64(DayIndex.headerLength + length + DayIndex.tailLength)
    guard start >= 0 else { throw fault("its index claims more segments than it has room for") }
    let body = try file.read(at: start + Int64(DayIndex.headerLength), atMost: length)
    guard body.count == length, ContentDigest(of: body).bytes.prefix(16) == tail.prefix(16) else {
      throw fault("its index is damaged")
    }
    let bytes = unsafe body.span.bytes
    for place in stride(from: 0, to: length, by: DayIndex.entryLength) {
      let offset = Int64(clamping: bytes.uint64(at: place + 16))
      let size = bytes.uint64(at: place + 24)
      guard offset == end, size <= UInt64(start - offset), bytes.uint64(at: place) < 1 << 40 else {
        throw fault("entry \(place / DayIndex.entryLength) of its index is out of place")
      }
      let name = SegmentName(
        second: Int64(bytes.uint64(at: place)),
        sequence: bytes.uint64(at: place + 8)
      )
      append(name, length: Int(size), digest: ContentDigest(bytes, at: place + 32))
    }
    guard end == start else { throw fault("its index does not describe all of it") }
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    for shift in stride(from: number.bitWidth - 8, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
