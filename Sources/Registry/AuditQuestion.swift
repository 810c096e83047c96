/// Which changes of the registry are asked for.
public struct AuditQuestion: Hashable, Sendable {
  /// Who made them; nil for anybody.
  public var who: String?
  /// A word that what was done has in it, in any case; nil for anything.
  public var word: String?
  /// From when on, in nanoseconds since 1970.
  public var from = Int64.min
  /// Until when, exclusive.
  public var until = Int64.max

  /// All changes.
  public init() {}
}
