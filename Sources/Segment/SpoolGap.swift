/// Segments with successive numbers that were lost before the centre had them.
public struct SpoolGap: Codable, Hashable, Sendable {
  /// The number of the first of them.
  public var firstSequence: UInt64
  /// The number of the last of them.
  public var lastSequence: UInt64
  /// The second in which the first of them began, in nanoseconds since 1970.
  public var from: Int64
  /// When the last of them ended, in nanoseconds since 1970.
  public var until: Int64
  /// The bytes of their files.
  public var bytes: UInt64

  /// A gap.
  public init(
    firstSequence: UInt64,
    lastSequence: UInt64,
    from: Int64,
    until: Int64,
    bytes: UInt64
  ) {
    self.firstSequence = firstSequence
    self.lastSequence = lastSequence
    self.from = from
    self.until = until
    self.bytes = bytes
  }

  /// Whether a segment's number is one of those that were lost.
  func contains(_ sequence: UInt64) -> Bool {
    firstSequence <= sequence && sequence <= lastSequence
  }

  /// The gap that this one and the next are together, nil where a segment lies between them.
  func joined(with next: SpoolGap) -> SpoolGap? {
    guard next.firstSequence <= lastSequence || next.firstSequence - lastSequence == 1 else {
      return nil
    }
    return SpoolGap(
      firstSequence: firstSequence,
      lastSequence: max(lastSequence, next.lastSequence),
      from: min(from, next.from),
      until: max(until, next.until),
      bytes: bytes &+ next.bytes
    )
  }
}
