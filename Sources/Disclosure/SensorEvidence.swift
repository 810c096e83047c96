public import Analysis
public import Schema

/// What single sensors heard: by it the gate judges whether a ranking shows one of them, and it never leaves.
public struct SensorEvidence: Hashable, Sendable {
  /// What a sensor heard of a label in the period.
  public struct Heard: Hashable, Sendable {
    /// Its packets.
    public var packets: UInt64

    /// Packets of a label.
    public init(packets: UInt64) {
      self.packets = packets
    }
  }

  /// Labels by sensor: at every sensor all labels that are among the first 20 of any sensor.
  public var labels: [SensorRank: [PortLabel: Heard]]

  /// What sensors heard of labels.
  public init(labels: [SensorRank: [PortLabel: Heard]]) {
    self.labels = labels
  }
}
