public import Schema
public import Wire

/// Everything that the store knows of a source, or of many sources together.
public struct SourceProfile: Hashable, Sendable {
  /// Packets that have a value in common.
  public struct Counted<Key: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public var key: Key
    /// How many packets.
    public var packets: UInt64
    /// How many distinct sources sent them.
    public var sources: UInt64
    /// When the first was captured, in nanoseconds since 1970.
    public var firstSeen: Int64
    /// When the last was captured.
    public var lastSeen: Int64
  }

  /// A source port and window of Mirai-type packets of one source: a process of the bot.
  public struct ProcessKey: Hashable, Sendable {
    /// The source.
    public var source: IPAddress
    /// The source port.
    public var port: UInt16
    /// The window.
    public var window: UInt16
  }

  /// A source that did the same on the same days (docs/definitions/SimilarSources.md).
  public struct Similar: Hashable, Sendable {
    /// The source.
    public var source: IPAddress
    /// The days on which both did the same, in order.
    public var days: [CivilDay]
    /// The labels of those days, in order.
    public var labels: [PortLabel]
    /// Its packets on those days.
    public var packets: UInt64
  }

  /// Whom it is about.
  public var subject: SourceSubject
  /// Where the counts come from.
  public var origin: RowOrigin
  /// Packets, sources, first and last of all; nil when there are none.
  public var total: Counted<SourceSubject>?
  /// By day of the reporting zone, in order.
  public var days: [Counted<CivilDay>] = []
  /// By sensor, most packets first, as all that follow.
  public var sensors: [Counted<String>] = []
  /// By port label; all of them.
  public var labels: [Counted<PortLabel>] = []
  /// By region.
  public var regions: [Counted<Region>] = []
  /// By network.
  public var networks: [Counted<UInt32>] = []
  /// By traffic class.
  public var classes: [Counted<TrafficClass>] = []
  /// By tag, with the hints that count.
  public var tags: [Counted<String>] = []
  /// By stack fingerprint, from summaries that have it and from packets that are still there; at most 100.
  public var stacks: [Counted<String>] = []
  /// By process key, from the same; at most `processLimit`.
  public var processes: [Counted<ProcessKey>] = []
  /// How many process keys there are.
  public var processCount: UInt64 = 0
  /// The sources with the most packets, where the subject can have several; at most 10.
  public var sources: [TopAnswer.Row] = []
  /// Similar sources, the most similar first; at most 10, and none unless asked for.
  public var similar: [Similar] = []

  /// The most process keys that are listed.
  public static let processLimit = 10_000
}
