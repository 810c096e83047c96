public import Schema

/// A row of table `segments`: a segment and how far it is on its way into the store.
public struct SegmentRecord: Hashable, Sendable {
  /// How far a segment is.
  public enum State: String, Hashable, Sendable {
    /// Its rows are being inserted: none, some or all of them may be there.
    case pending
    /// Its rows are there, each once.
    case stored
    /// It could not be read and never will have rows.
    case quarantined
  }

  /// The sensor's name.
  public var sensor: String
  /// The segment's number among those of the sensor.
  public var sequence: UInt64
  /// The day in UTC on which its frames lie.
  public var day: CivilDay
  /// How far it is.
  public var state = State.pending
  /// Which row about it holds: the highest.
  public var version: UInt64 = 0
  /// The insert that carried its rows.
  public var block: UInt64 = 0
  /// SHA-256 of the compressed segment: 32 bytes.
  public var digest: [UInt8]
  /// SHA-256 of the capture it was made from; 32 zeros where a sensor made it.
  public var capture = [UInt8](repeating: 0, count: 32)
  /// The file that holds it, below the archive.
  public var path: String
  /// Its first byte there.
  public var offset: UInt64 = 0
  /// Its length there in bytes.
  public var bytes: UInt64
  /// The number of frames.
  public var frames: UInt32
  /// The number of rows.
  public var packets: UInt32
  /// The times of its first and last frame; the coverage's bounds where there is none.
  public var times: ClosedRange<Int64>
  /// When the sensor listened.
  public var coverage: TimeRange
  /// Frames that the interface delivered.
  public var received: UInt64
  /// Frames that the kernel dropped.
  public var dropped: UInt64
  /// Frames that made no row, by reason.
  public var drops: [DropReason: Int]

  /// A segment that is on its way.
  public init(
    sensor: String,
    sequence: UInt64,
    day: CivilDay,
    digest: [UInt8],
    path: String,
    bytes: UInt64,
    frames: UInt32,
    packets: UInt32,
    times: ClosedRange<Int64>,
    coverage: TimeRange,
    received: UInt64,
    dropped: UInt64,
    drops: [DropReason: Int]
  ) {
    self.sensor = sensor
    self.sequence = sequence
    self.day = day
    self.digest = digest
    self.path = path
    self.bytes = bytes
    self.frames = frames
    self.packets = packets
    self.times = times
    self.coverage = coverage
    self.received = received
    self.dropped = dropped
    self.drops = drops
  }
}

extension SegmentRecord {
  /// The record as a row, in the order of the table's columns.
  var values: [StoreValue] {
    let reasons = drops.keys.sorted { $0.rawValue < $1.rawValue }
    return [
      .text(sensor), .number(sequence), .number(UInt64(day.number)), .text(state.rawValue),
      .number(version), .number(block), .bytes(digest), .bytes(capture), .text(path),
      .number(offset), .number(bytes), .number(UInt64(frames)), .number(UInt64(packets)),
      .signed(times.lowerBound), .signed(times.upperBound), .signed(coverage.start),
      .signed(coverage.end), .number(received), .number(dropped),
      .words(reasons.map(\.rawValue)), .numbers(reasons.map { UInt64(drops[$0] ?? 0) }),
    ]
  }

  /// The record of a row, nil where the row is of another shape.
  init?(_ row: [StoreValue]) {
    guard row.count == StoreTable.segments.columns.count,
      case .text(let sensor) = row[0], case .number(let sequence) = row[1],
      case .number(let day) = row[2], case .text(let name) = row[3],
      let state = State(rawValue: name), case .number(let version) = row[4],
      case .number(let block) = row[5], case .bytes(let digest) = row[6],
      case .bytes(let capture) = row[7], case .text(let path) = row[8],
      case .number(let offset) = row[9], case .number(let bytes) = row[10],
      case .number(let frames) = row[11], case .number(let packets) = row[12],
      case .signed(let first) = row[13], case .signed(let last) = row[14], first <= last,
      case .signed(let start) = row[15], case .signed(let end) = row[16],
      case .number(let received) = row[17], case .number(let dropped) = row[18],
      case .words(let reasons) = row[19], case .numbers(let counts) = row[20]
    else { return nil }
    var drops: [DropReason: Int] = [:]
    for (reason, count) in zip(reasons, counts) {
      drops[DropReason(rawValue: reason)] = Int(clamping: count)
    }
    self.init(
      sensor: sensor,
      sequence: sequence,
      day: CivilDay(number: Int(day)),
      digest: digest,
      path: path,
      bytes: bytes,
      frames: UInt32(clamping: frames),
      packets: UInt32(clamping: packets),
      times: first...last,
      coverage: TimeRange(start: start, end: end),
      received: received,
      dropped: dropped,
      drops: drops
    )
    self.state = state
    self.version = version
    self.block = block
    self.capture = capture
    self.offset = offset
  }
}
