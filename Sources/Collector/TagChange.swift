public import Schema
public import Store

/// What a new way of tagging changes of a tag on a day.
public struct TagChange: Hashable, Sendable {
  /// The tag.
  public var tag: String
  /// The day of the reporting zone.
  public var day: CivilDay
  /// What the rows in the store say.
  public var before: TagDay
  /// What the new rows say.
  public var after: TagDay
}
