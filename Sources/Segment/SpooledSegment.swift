/// A closed segment that lies in a sensor's spool.
public struct SpooledSegment: Hashable, Sendable {
  /// The unit in which a file takes room on the disk.
  private static let block: Int64 = 4096

  /// Its file name.
  public let name: SegmentName
  /// Its length in bytes.
  public let length: Int
  /// When its coverage ends, in nanoseconds since 1970: its file's time of change.
  let end: Int64

  init(name: SegmentName, length: Int, end: Int64) {
    self.name = name
    self.length = length
    self.end = max(end, name.second * 1_000_000_000)
  }

  /// Its number among those of the sensor.
  public var sequence: UInt64 { name.sequence }

  /// What a file of some bytes takes of the disk.
  static func space(of length: Int) -> Int64 { (Int64(length) + block - 1) / block * block }

  /// What its file takes of the disk.
  var space: Int64 { SpooledSegment.space(of: length) }

  /// What the loss of this segment alone is.
  var gap: SpoolGap {
    SpoolGap(
      firstSequence: sequence,
      lastSequence: sequence,
      from: name.second * 1_000_000_000,
      until: end,
      bytes: UInt64(length)
    )
  }
}
