public import Schema

/// The distinct sources of a region that had a tag on a day.
public struct HostSum: Hashable, Sendable {
  /// The day.
  public var day: CivilDay
  /// The region.
  public var region: Region
  /// How many sources.
  public var sources: UInt64
}
