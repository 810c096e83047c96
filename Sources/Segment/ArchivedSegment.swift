/// Where the archive keeps a segment.
public struct ArchivedSegment: Hashable, Sendable {
  /// What the segment is known by.
  public let identity: SegmentIdentity
  /// Its file name, also where it lies in the file of a compacted day.
  public let name: SegmentName
  /// The file.
  public let path: String
  /// The segment's first byte in the file.
  public let offset: Int64
  /// The segment's length in bytes.
  public let length: Int
  /// Its SHA-256; nil for a file of its own that was not read.
  public let digest: ContentDigest?

  /// A place that a ledger has kept.
  public init(
    identity: SegmentIdentity,
    name: SegmentName,
    path: String,
    offset: Int64,
    length: Int,
    digest: ContentDigest?
  ) {
    self.identity = identity
    self.name = name
    self.path = path
    self.offset = offset
    self.length = length
    self.digest = digest
  }

  /// The same place with a digest that is known now.
  public func with(_ digest: ContentDigest) -> ArchivedSegment {
    ArchivedSegment(
      identity: identity,
      name: name,
      path: path,
      offset: offset,
      length: length,
      digest: digest
    )
  }
}
