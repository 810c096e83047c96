/// What an engine knows beyond the SQL that all engines share, as its version tells.
///
/// It changes how tables are kept, never how they are asked.
public struct StoreCapabilities: Hashable, Sendable {
  /// Whether columns can choose how they are compressed.
  public var hasCodec: Bool
  /// Whether texts of which there are few can be kept as numbers of a dictionary.
  public var hasLowCardinality: Bool
  /// Whether inserted rows can be flushed to the disk before they are acknowledged.
  ///
  /// The settings for it are older than the newest codec that is used.
  public var hasDurableInserts: Bool { hasCodec }

  /// An engine with or without these.
  public init(hasCodec: Bool, hasLowCardinality: Bool) {
    self.hasCodec = hasCodec
    self.hasLowCardinality = hasLowCardinality
  }

  /// What the engine of a version has.
  ///
  /// The codecs that are used (GCD is the newest of them) are all in version 24 and later; a version
  /// in between gets neither.
  public init(version: ServerVersion) {
    let isNew = version.year >= 24
    self.init(hasCodec: isNew, hasLowCardinality: isNew)
  }
}
