import Capture
import Schema
import Segment
import Wire

/// Segments of frames that a test writes down.
enum SampleSegment {
  /// A frame of a test.
  struct Record: Equatable {
    var time: Int64
    var bytes: [UInt8]
    var originalLength: UInt32
    var interface: UInt32

    init(_ time: Int64, _ bytes: [UInt8] = [1, 2, 3], original: UInt32? = nil, on: UInt32 = 0) {
      self.time = time
      self.bytes = bytes
      originalLength = original ?? UInt32(bytes.count)
      interface = on
    }
  }

  /// 2024-07-15T09:30:00Z, in nanoseconds since 1970: 19,919 days and 34,200 seconds.
  static let morning: Int64 = (19_919 * 86_400 + 34_200) * 1_000_000_000
  static let second: Int64 = 1_000_000_000
  /// 2024-07-15.
  static let day = CivilDay(number: 19_919)

  /// A capture of some frames in memory, as a reader of it.
  static func reader(
    _ records: [Record],
    interfaces: [CaptureInterface] = [CaptureInterface(linkType: .raw, name: "eth0")]
  ) throws -> CaptureReader {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/a.pcapng"
    var writer = try PcapngWriter(path: path)
    for interface in interfaces { _ = try writer.addInterface(interface) }
    for record in records {
      try writer.write(
        unsafe record.bytes.span.bytes,
        timestamp: record.time,
        originalLength: record.originalLength,
        interface: record.interface
      )
    }
    try writer.close()
    return try CaptureReader(bytes: TemporaryFolder.bytes(of: path), path: path)
  }

  /// Puts frames into a builder; returns how many it took before one did not fit.
  static func fill(_ builder: inout SegmentBuilder, _ source: consuming CaptureReader) throws -> Int
  {
    var batch = FrameBatch()
    var taken = 0
    var reader = source
    while try reader.read(into: &batch) {
      let interfaces = reader.interfaces
      let next = reader.withBytes { builder.append(batch, of: $0, interfaces: interfaces) }
      taken += next
      if next < batch.count { return taken }
    }
    return taken
  }

  /// A builder of sensor `s`.
  static func builder(_ sequence: UInt64 = 1, bounds: SegmentBounds? = nil) throws -> SegmentBuilder
  {
    SegmentBuilder(
      try SegmentIdentity(sensor: "s", sequence: sequence),
      software: "hirundo 0.3.0",
      bounds: bounds
    )
  }

  /// A closed segment of sensor `s` with some frames.
  static func closed(
    _ sequence: UInt64 = 1,
    _ records: [Record] = [Record(morning)],
    coverage: TimeRange? = nil
  ) throws -> ClosedSegment {
    var builder = try builder(sequence)
    _ = try fill(&builder, reader(records))
    return try builder.close(coverage: coverage, received: 5, dropped: 1)
  }

  /// The frames of a segment.
  static func records(of segment: ClosedSegment) throws -> [Record] {
    var reader = try segment.frames()
    var batch = FrameBatch()
    var records: [Record] = []
    while try reader.read(into: &batch) {
      for place in 0..<batch.count {
        let frame = batch[place]
        let bytes = reader.withBytes { window in
          (frame.offset..<frame.offset + Int(frame.capturedLength)).map { window.byte(at: $0) }
        }
        records.append(
          Record(frame.timestamp, bytes, original: frame.originalLength, on: frame.interface)
        )
      }
    }
    return records
  }
}
