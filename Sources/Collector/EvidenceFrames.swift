import Capture
import Segment
import Store
import Wire

/// The frames of one segment whose rows were asked for.
struct EvidenceFrames {
  /// A frame with its place in `bytes`.
  struct Entry {
    var timestamp: Int64
    var originalLength: UInt32
    var interface: Int
    var place: Range<Int>
  }

  /// The frames in the order of time.
  private(set) var entries: [Entry] = []
  /// What the segment says of its interfaces.
  private(set) var interfaces: [CaptureInterface] = []
  /// How many rows no frame agrees with.
  private(set) var missing = 0
  private var bytes: [UInt8] = []

  /// Finds the frames of rows.
  ///
  /// - Parameters:
  ///   - segment: The segment.
  ///   - keys: How often each key occurs among the rows.
  /// - Throws: `CaptureError` where the segment's pcapng cannot be read.
  init(of segment: ClosedSegment, _ keys: [PacketKey: Int]) throws(CaptureError) {
    var keys = keys
    var reader = try segment.frames()
    var frames = FrameBatch()
    // A place for every frame of a batch, so that the marks say which frame a packet is.
    var batch = HeaderBatch()
    while try reader.read(into: &frames) {
      interfaces = reader.interfaces
      reader.withBytes { window in
        for index in 0..<frames.count {
          let frame = frames[index]
          _ = batch.append(
            window,
            at: frame.offset,
            length: Int(frame.capturedLength),
            originalLength: Int(frame.originalLength),
            linkType: interfaces[Int(frame.interface)].linkType,
            timestamp: frame.timestamp,
            mark: UInt32(index)
          )
        }
        for place in batch.tcpPlaces { take(batch, place, frames, of: window, &keys) }
        for place in batch.otherPlaces { take(batch, place, frames, of: window, &keys) }
        batch.removeAll()
      }
    }
    // By their places too: frames of one instant stay in the order of the capture.
    entries.sort { ($0.timestamp, $0.place.lowerBound) < ($1.timestamp, $1.place.lowerBound) }
    missing = keys.values.reduce(0, +)
  }

  /// Shows the bytes of a frame.
  func withBytes<R: ~Copyable, E: Error>(
    of entry: Entry,
    _ body: (RawSpan) throws(E) -> R
  ) throws(E) -> R {
    try body(unsafe bytes.span.bytes.extracting(entry.place))
  }

  private mutating func take(
    _ batch: borrowing HeaderBatch,
    _ place: Int,
    _ frames: borrowing FrameBatch,
    of window: RawSpan,
    _ keys: inout [PacketKey: Int]
  ) {
    let key = PacketKey(batch, at: place)
    guard let left = keys[key] else { return }
    keys[key] = left > 1 ? left - 1 : nil
    let frame = frames[Int(batch.marks[place])]
    let start = bytes.count
    let end = frame.offset + Int(frame.capturedLength)
    for offset in frame.offset..<end { bytes.append(window.byte(at: offset)) }
    entries.append(
      Entry(
        timestamp: frame.timestamp,
        originalLength: frame.originalLength,
        interface: Int(frame.interface),
        place: start..<bytes.count
      )
    )
  }
}
