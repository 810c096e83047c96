public import Schema

/// Which packets a question is about, and how days and tags are understood.
public struct QuestionScope: Hashable, Sendable {
  /// The days; nil for all that the store has.
  public var period: Period?
  /// The zone in which the days begin.
  public var zone: ReportingZone
  /// What the packets have in common; its groups are named before.
  public var filter: PacketFilter
  /// For each tag that packets can hint at, from how many packets of a source in the period its
  /// hints count.
  public var thresholds: [String: Int]

  /// Packets of a period that pass a filter; all packets unless said otherwise.
  public init(
    period: Period? = nil,
    zone: ReportingZone = .utc,
    filter: PacketFilter = PacketFilter(),
    thresholds: [String: Int] = [:]
  ) {
    self.period = period
    self.zone = zone
    self.filter = filter
    self.thresholds = thresholds
  }
}
