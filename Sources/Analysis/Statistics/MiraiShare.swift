public import Schema

/// What a label has of Mirai: packets or hosts of that type, of all of the label.
///
/// Packets: docs/definitions/MiraiShare.md. Hosts with and without the feature:
/// docs/definitions/MiraiFeature.md.
public struct MiraiShare: Hashable, Sendable, Codable {
  /// The label.
  public var label: PortLabel
  /// Where the sources are; nil for all regions.
  public var region: Region?
  /// Those of Mirai's type, of all.
  public var share: Share

  /// A label's numbers.
  public init(label: PortLabel, region: Region?, share: Share) {
    self.label = label
    self.region = region
    self.share = share
  }

  /// Those without the feature.
  public var without: UInt64 { share.whole - min(share.part, share.whole) }

  /// The labels with the most of Mirai's type, most first; ties by label.
  ///
  /// Labels without any are no rows. Complexity: O(n log n).
  ///
  /// - Parameters:
  ///   - counts: Packets or hosts by label.
  ///   - region: Where their sources are; nil for all regions.
  ///   - count: At most how many.
  /// - Returns: The labels in order.
  public static func ranked(
    _ counts: [PortLabel: Share],
    region: Region? = nil,
    top count: Int = 5
  ) -> [MiraiShare] {
    counts.filter { $0.value.part > 0 }
      .sorted { ($1.value.part, $0.key) < ($0.value.part, $1.key) }
      .prefix(count)
      .map { MiraiShare(label: $0.key, region: region, share: $0.value) }
  }
}
