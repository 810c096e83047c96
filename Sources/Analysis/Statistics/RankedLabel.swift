public import Schema

/// A port label with its place in a ranking.
public struct RankedLabel: Hashable, Sendable {
  /// The place, from 1.
  public var rank: Int
  /// The label.
  public var label: PortLabel
  /// The packets by which it is ranked.
  public var packets: UInt64

  /// A label with its place.
  public init(rank: Int, label: PortLabel, packets: UInt64) {
    self.rank = rank
    self.label = label
    self.packets = packets
  }

  /// The labels with the most packets (docs/definitions/TopLabels.md).
  ///
  /// Ties go to the lower port number, then to TCP before UDP; protocols without ports come last.
  ///
  /// - Parameters:
  ///   - count: At most how many.
  ///   - packets: Packets by label.
  /// - Returns: The labels in the order of their rank.
  public static func top(_ count: Int, of packets: [LabelCount]) -> [RankedLabel] {
    var best: [LabelCount] = []
    for candidate in packets {
      let place = best.firstIndex { isBefore(candidate, $0) } ?? best.count
      guard place < count else { continue }
      best.insert(candidate, at: place)
      if best.count > count { best.removeLast() }
    }
    return best.enumerated().map {
      RankedLabel(rank: $0 + 1, label: $1.label, packets: $1.packets)
    }
  }

  private static func isBefore(_ first: LabelCount, _ second: LabelCount) -> Bool {
    first.packets != second.packets
      ? first.packets > second.packets : first.label < second.label
  }
}
