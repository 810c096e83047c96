/// A row of table `captures`: a capture file that was ingested, or is being ingested.
public struct CaptureRecord: Hashable, Sendable {
  /// The file as the file system knows it: what tells it again without reading it.
  public struct File: Hashable, Sendable {
    /// The path by which it was read.
    public var name: String
    /// Its size in bytes.
    public var size: UInt64
    /// When it was changed last, in nanoseconds since 1970.
    public var modified: Int64
    /// The number of its device, 0 when unknown.
    public var device: UInt64
    /// Its number on the device.
    public var inode: UInt64

    /// A file.
    public init(name: String, size: UInt64, modified: Int64, device: UInt64, inode: UInt64) {
      self.name = name
      self.size = size
      self.modified = modified
      self.device = device
      self.inode = inode
    }
  }

  /// SHA-256 of the file: 32 bytes.
  public var digest: [UInt8]
  /// The sensor that heard it; empty where its interfaces name their sensors.
  public var sensor: String
  /// The file.
  public var file: File
  /// Rows made from it.
  public var packets: UInt64 = 0
  /// Segments made from it.
  public var segments: UInt32 = 0
  /// Whether all of them are stored.
  public var isStored = false
  /// Which row about it holds: the highest.
  public var version: UInt64 = 0

  /// A capture that is about to be ingested.
  public init(digest: [UInt8], sensor: String, file: File) {
    self.digest = digest
    self.sensor = sensor
    self.file = file
  }
}

extension CaptureRecord {
  /// The record as a row, in the order of the table's columns.
  var values: [StoreValue] {
    [
      .bytes(digest), .text(sensor), .text(file.name), .number(file.size), .signed(file.modified),
      .number(file.device), .number(file.inode), .number(packets), .number(UInt64(segments)),
      .text(isStored ? "stored" : "pending"), .number(version),
    ]
  }

  /// The record of a row, nil where the row is of another shape.
  init?(_ row: [StoreValue]) {
    guard row.count == 11, case .bytes(let digest) = row[0], case .text(let sensor) = row[1],
      case .text(let name) = row[2], case .number(let size) = row[3],
      case .signed(let modified) = row[4], case .number(let device) = row[5],
      case .number(let inode) = row[6], case .number(let packets) = row[7],
      case .number(let segments) = row[8], case .text(let state) = row[9],
      case .number(let version) = row[10]
    else { return nil }
    self.init(
      digest: digest,
      sensor: sensor,
      file: File(name: name, size: size, modified: modified, device: device, inode: inode)
    )
    self.packets = packets
    self.segments = UInt32(clamping: segments)
    isStored = state == "stored"
    self.version = version
  }
}
