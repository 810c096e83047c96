public import Schema

/// All counts of one run over captures: exact, and the same for any number of threads.
public struct TallyResult: Sendable {
  /// What one sensor heard.
  public struct SensorCounts: Sendable {
    /// The sensor's name.
    public var name: String
    /// Packets for each calendar day with packets.
    public var packetsByDay: [CivilDay: UInt64] = [:]
    /// Packets by port label, for each calendar day with packets; labels are in no order.
    ///
    /// Empty where a store was asked without them.
    public var labelsByDay: [CivilDay: [LabelCount]] = [:]
    /// Packets by port label over all days; in no order.
    public var labels: [LabelCount] = []
    /// When it is known to have listened, in order, without overlap.
    public var coverage: [TimeRange] = []
    /// Packets that the kernel dropped before they reached the capture, as far as it says.
    public var lost: UInt64 = 0

    /// A sensor that has heard nothing.
    public init(name: String) {
      self.name = name
    }

    /// All packets.
    public var packets: UInt64 {
      labels.reduce(0) { $0 + $1.packets }
    }
  }

  /// What one rule found.
  public struct TagCounts: Sendable {
    /// The rule's name.
    public var tag: String
    /// Packets with the tag, and when the first and last of them came.
    public var occurrences: Occurrences
    /// Distinct source addresses of these packets.
    public var sources: Int
    /// Why packets have the tag.
    public var reason: String

    /// What a rule found.
    public init(tag: String, occurrences: Occurrences, sources: Int, reason: String) {
      self.tag = tag
      self.occurrences = occurrences
      self.sources = sources
      self.reason = reason
    }
  }

  /// Packets with an IP header: the sum over all sensors.
  public var packets: UInt64 = 0
  /// Distinct source addresses; nil when a quick run left them out.
  public var sources: Int? = 0
  /// Frames that were not counted, by reason.
  public var drops: [DropReason: UInt64] = [:]
  /// Counted packets whose later headers have a fault, by kind.
  public var anomalies: [AnomalyKind: UInt64] = [:]
  /// Packets by traffic class.
  public var classes: [TrafficClass: UInt64] = [:]
  /// What each sensor heard, by name.
  public var sensors: [SensorCounts] = []
  /// Distinct sources of Mirai-type packets by day and region.
  public var miraiHosts: [CivilDay: [Region: Int]] = [:]
  /// What each rule with a match found, in the order of the rules.
  public var tags: [TagCounts] = []
  /// One sentence for each fault of a file that hides nothing else: a cut end, say.
  public var warnings: [String] = []
  /// One sentence for each file that could not be read to its end.
  public var faults: [String] = []

  /// Nothing counted.
  public init() {}
}
