/// How much a sensor's spool may keep, and for how long.
public struct SpoolLimits: Hashable, Sendable {
  /// The most bytes of the disk that segments take, each in whole blocks of 4 KiB.
  public var bytes: Int64
  /// How long a segment is kept, shipped or not.
  ///
  /// Unit: nanoseconds.
  public var age: Int64
  /// The free bytes of the disk that the spool never takes.
  public var reserve: Int64

  /// Limits; by default 1 GiB, 30 days and 512 MiB that stay free.
  public init(
    bytes: Int64 = 1 << 30,
    age: Int64 = 30 * 86_400_000_000_000,
    reserve: Int64 = 512 << 20
  ) {
    self.bytes = bytes
    self.age = age
    self.reserve = reserve
  }
}
