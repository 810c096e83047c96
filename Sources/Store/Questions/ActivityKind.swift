/// By what packets are told apart in series over hours or days.
public enum ActivityKind: String, CaseIterable, Hashable, Sendable {
  /// Port labels.
  case label
  /// Regions of the sources.
  case region
  /// Networks of the sources.
  case network
  /// Tags that packets have earned by themselves.
  case tag
  /// Stack fingerprints.
  case stack
  /// Sensors.
  case sensor
  /// Sources.
  case source
  /// Blocks of sources: /24 of IPv4, /48 of IPv6.
  case prefix
}
