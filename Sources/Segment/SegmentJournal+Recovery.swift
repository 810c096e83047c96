import Capture
import Schema
import Wire

extension SegmentJournal {
  /// Makes a closed segment of what is whole in a journal; the file stays as it is.
  ///
  /// How many packets the sensor received and lost is not known then: both are nil.
  public static func recover(_ path: String) throws(SegmentError) -> Recovery {
    let file = try StoredFile(path: path)
    guard path.hasSuffix(".open"), let name = SegmentName(Folder.name(of: path).dropLast(5)) else {
      throw fault(path, "its name is not that of a segment, and ends in .open")
    }
    guard file.byteCount <= 2 * Int64(ClosedSegment.longestFile) else {
      throw fault(path, "\(file.byteCount) bytes are more than an open segment has")
    }
    let bytes = try file.read(at: 0, atMost: Int(file.byteCount))
    var content: [UInt8] = []
    var end = 0
    while end < bytes.count {
      let limit = ClosedSegment.longestContent - content.count
      // What cannot be read is where the crash cut: the rest is counted, and not lost silently.
      guard let frame = try? ZstdFrame(decoding: bytes, at: end, limit: limit, path: path)
      else { break }
      content += frame.content
      end += frame.compressedLength
    }
    let segment = try close(content, name, path)
    return Recovery(segment: segment, bytesCut: Int64(bytes.count - end))
  }

  private static let remedy = "move it out of the folder; nothing of it can be recovered"

  private static func fault(_ path: String, _ rule: String) -> SegmentError {
    SegmentError(path: path, rule: rule, remedy: remedy)
  }

  /// Puts the frames of a section without an end into a builder, and closes it.
  private static func close(
    _ content: [UInt8],
    _ name: SegmentName,
    _ path: String
  ) throws(SegmentError) -> ClosedSegment {
    guard !content.isEmpty else { throw fault(path, "nothing whole was written to it") }
    let start = name.second * 1_000_000_000
    var reader = try SegmentError.translating { () throws(CaptureError) in
      try CaptureReader(bytes: content, path: path)
    }
    var batch = FrameBatch()
    var hasMore = try read(&reader, into: &batch)
    let header = try SegmentHeader(reader.section ?? SectionOptions(), path: path)
    guard header.identity.sequence == name.sequence else {
      throw fault(path, "it is \(header.identity), which its name is not")
    }
    var builder = SegmentBuilder(header.identity, software: header.software)
    while hasMore {
      let interfaces = reader.interfaces
      let taken = reader.withBytes { builder.append(batch, of: $0, interfaces: interfaces) }
      guard taken == batch.count else { throw fault(path, "it has more than a segment may") }
      hasMore = try read(&reader, into: &batch)
    }
    for interface in reader.interfaces { builder.describe(interface) }
    return try builder.close(coverage: TimeRange(start: start, end: start))
  }

  private static func read(
    _ reader: inout CaptureReader,
    into batch: inout FrameBatch
  ) throws(SegmentError) -> Bool {
    try SegmentError.translating(remedy: remedy) { () throws(CaptureError) in
      try reader.read(into: &batch)
    }
  }
}
