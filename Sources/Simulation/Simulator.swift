/// Plays a scenario: the same scenario and seed give the same packets, byte for byte.
///
/// Memory grows with the hosts that live at one time and with the distinct sources and labels that
/// the ground truth counts; of the packets, only those of one hour are held.
public struct Simulator: Sendable {
  /// The scenario.
  public let scenario: Scenario
  /// The seed.
  public let seed: UInt64

  /// A simulation with the scenario's seed, or another one.
  public init(_ scenario: Scenario, seed: UInt64? = nil) {
    self.scenario = scenario
    self.seed = seed ?? scenario.seed
  }

  /// Gives every packet with its Ethernet frame, in the order of time.
  ///
  /// - Parameter body: Takes a packet and the bytes of its frame, which are valid in the call only.
  /// - Returns: What really happened.
  /// - Throws: What `body` throws.
  public func run<Failure: Error>(
    _ body: (SimulatedPacket, RawSpan) throws(Failure) -> Void
  ) throws(Failure) -> GroundTruth {
    var builder = FrameBuilder(scenario)
    return try runWithoutFrames { packet throws(Failure) in
      let length = builder.build(packet)
      try body(packet, unsafe builder.bytes.span.bytes.extracting(0..<length))
    }
  }

  /// Gives every packet in the order of time without building its frame.
  ///
  /// - Returns: What really happened.
  /// - Throws: What `body` throws.
  public func runWithoutFrames<Failure: Error>(
    _ body: (SimulatedPacket) throws(Failure) -> Void
  ) throws(Failure) -> GroundTruth {
    var schedule = Schedule(scenario, seed: seed)
    var recorder = TruthRecorder(scenario, seed: seed)
    var entries: [Schedule.Entry] = []
    for day in 0..<scenario.dayCount {
      schedule.begin(day: day)
      for hour in day * 24..<day * 24 + 24 {
        schedule.fill(&entries, hour: hour)
        for entry in entries {
          recorder.record(entry)
          try body(entry.packet)
        }
      }
      recorder.end(day: day, active: schedule.end(day: day))
    }
    return recorder.truth()
  }
}
