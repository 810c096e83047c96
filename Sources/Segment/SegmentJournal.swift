import Capture
import Glibc
import Wire

/// The file of a segment that is still open, so that a crash loses only what came since the last write.
///
/// Each write adds what the builder got since the one before, as a zstd frame of its own, and waits
/// for the disk. `recover` makes a closed segment of the whole frames of such a file. When the
/// segment is closed and safe elsewhere, `remove` ends the journal.
/// ```
/// FOLDER/20240715T093000Z-00000000000000000007.pcapng.zst.open
/// ```
public struct SegmentJournal: ~Copyable, Sendable {
  /// What a journal's file name ends in.
  public static var ending: String { "\(SegmentName.ending).open" }

  /// A segment that was made of a journal.
  public struct Recovery: Sendable {
    /// The segment; it covers the time from its beginning to its last frame.
    public let segment: ClosedSegment
    /// The number of bytes at the journal's end that were no whole zstd frame any more.
    public let bytesCut: Int64
  }

  /// The file.
  public let path: String
  private let file: WrittenFile
  /// How much of the builder's section is in the file.
  private var written = 0

  /// Creates the journal of a segment that begins at an instant, in nanoseconds since 1970.
  public init(
    in folder: String,
    of identity: SegmentIdentity,
    start: Int64
  ) throws(SegmentError) {
    let name = SegmentName(start: start, sequence: identity.sequence)
    let path = "\(folder)/\(name).open"
    let file = try WrittenFile(creating: path)
    try Folder(folder).sync()
    self.path = path
    self.file = file
  }

  /// Writes what the builder got since the last time.
  public mutating func write(_ builder: borrowing SegmentBuilder) throws(SegmentError) {
    let start = written
    guard builder.byteCount > start else { return }
    let frame = try SegmentError.translating { () throws(CaptureError) in
      try builder.withBytes { bytes throws(CaptureError) in
        try ZstdFrame.encode(
          bytes.extracting(start..<bytes.byteCount),
          level: SegmentBuilder.compressionLevel
        )
      }
    }
    try file.write(frame)
    try file.sync()
    written = builder.byteCount
  }

  /// Removes the file.
  public consuming func remove() throws(SegmentError) {
    let folder = Folder(path).above
    try folder.remove(String(path.dropFirst(folder.path.count + 1)))
    try folder.sync()
  }
}
