import Dispatch
public import Segment

/// Captures what comes to a sensor's interfaces into segments in its spool, until it is cancelled.
public struct SensorCapture: Sendable {
  private let settings: SensorCaptureSettings
  private let sensor: String
  private let spool: Spool
  private let firstSequence: UInt64
  private let software: String
  private let counters: SensorCounters
  private let now: @Sendable () -> Int64
  private let report: @Sendable (String) -> Void

  /// A capture that has not begun.
  ///
  /// - Parameters:
  ///   - settings: What is captured.
  ///   - sensor: The sensor's name.
  ///   - spool: Where the segments go.
  ///   - firstSequence: The least number that a segment may have: the centre's at enrolment.
  ///   - software: The program and its version, such as `hirundo-sensor 0.5.0`.
  ///   - counters: What is told of it.
  ///   - now: The present time, in nanoseconds since 1970, by the clock that stamps frames.
  ///   - report: Takes what an operator should know, a sentence at a time.
  public init(
    settings: SensorCaptureSettings,
    sensor: String,
    spool: Spool,
    firstSequence: UInt64 = 1,
    software: String,
    counters: SensorCounters,
    now: @escaping @Sendable () -> Int64,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    self.sensor = sensor
    self.spool = spool
    self.firstSequence = firstSequence
    self.software = software
    self.counters = counters
    self.now = now
    self.report = report
  }

  /// Recovers what a crash left, and captures until the task is cancelled.
  ///
  /// When it returns, all that came before the end is in the spool.
  ///
  /// - Throws: What no waiting mends: a filter that is wrong, a permission that is missing.
  public func run() async throws {
    let stop = try StopSignal()
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
        // A thread of its own: it sleeps in poll(2), and must not keep others from running.
        DispatchQueue(label: "hirundo.capture").async {
          done.resume(with: Result { try capture(until: stop) })
        }
      }
    } onCancel: {
      stop.set()
    }
  }

  /// Captures on this thread until the signal.
  func capture(until stop: StopSignal) throws {
    let recovery = try spool.recoverJournals()
    for recovered in recovery.segments {
      report(
        "\(recovered.segment.identity) was open when the sensor stopped: "
          + "\(recovered.segment.frameCount) frames of it are kept"
      )
    }
    for fault in recovery.faults { report("\(fault)") }
    let stream = SegmentStream(
      sensor: sensor,
      software: software,
      spool: spool,
      firstSequence: firstSequence,
      journalInterval: settings.journalInterval,
      counters: counters,
      report: report
    )
    var loop = CaptureLoop(
      settings,
      stream: stream,
      counters: counters,
      now: now,
      report: report
    )
    try loop.run(until: stop)
  }
}
