import FoundationEssentials
public import NIOPosix
public import Segment
public import Shipping

/// Tells how the sensor is: the centre every minute, and whoever looks at status.json every five seconds.
public struct SensorReporter: Sendable {
  /// What a reporter looks at.
  public struct Sources: Sendable {
    /// The spool.
    public var spool: Spool
    /// Its limit, in bytes.
    public var spoolLimit: UInt64
    /// How shipping goes.
    public var progress: ShippingProgress
    /// The clock's offset.
    public var offset: ClockOffset
    /// What capture has counted.
    public var counters: SensorCounters

    /// All that a report is made of.
    public init(
      spool: Spool,
      spoolLimit: UInt64,
      progress: ShippingProgress,
      offset: ClockOffset,
      counters: SensorCounters
    ) {
      self.spool = spool
      self.spoolLimit = spoolLimit
      self.progress = progress
      self.offset = offset
      self.counters = counters
    }
  }

  private static let mostGaps = 100
  private static let firstReport = Duration.seconds(2)

  private let credentials: SensorCredentials
  private let files: SensorFiles
  private let sources: Sources
  private let client: CentreClient.Options
  private let intervals: (report: Duration, status: Duration)
  private let group: MultiThreadedEventLoopGroup
  private let version: String
  private let now: @Sendable () -> Int64
  private let say: @Sendable (String) -> Void
  private let started: Int64

  /// A reporter that has not begun; the program counts as started now.
  ///
  /// - Parameters:
  ///   - credentials: The sensor's identity.
  ///   - files: Where the status is written.
  ///   - sources: What a report is made of.
  ///   - client: How the centre is reached.
  ///   - intervals: How often the centre is told, and the status written.
  ///   - group: The threads of the network.
  ///   - version: The program's version.
  ///   - now: The clock, in nanoseconds since 1970.
  ///   - say: Where sentences for the operator go.
  public init(
    _ credentials: SensorCredentials,
    files: SensorFiles,
    sources: Sources,
    client: CentreClient.Options,
    intervals: (report: Duration, status: Duration) = (.seconds(60), .seconds(5)),
    group: MultiThreadedEventLoopGroup,
    version: String,
    now: @escaping @Sendable () -> Int64,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.credentials = credentials
    self.files = files
    self.sources = sources
    self.client = client
    self.intervals = intervals
    self.group = group
    self.version = version
    self.now = now
    self.say = say
    started = now()
  }

  /// Tells until the task is cancelled.
  public func run() async {
    await withTaskGroup { group in
      group.addTask { await writeStatuses() }
      group.addTask { await sendReports() }
    }
  }

  /// How the sensor is now.
  public var report: SensorReport {
    let state = sources.spool.state
    let counts = sources.counters.current
    return SensorReport(
      version: version,
      started: started,
      time: now(),
      clockOffset: sources.offset.nanoseconds,
      lastPacket: counts.lastPacket,
      unshippedSegments: state.unshippedSegments,
      unshippedBytes: state.unshippedBytes,
      spoolLimit: sources.spoolLimit,
      freeBytes: state.freeBytes,
      lastSequence: max(state.lastSequence, counts.lastSequence),
      interfaces: counts.interfaces,
      gaps: state.gaps.suffix(Self.mostGaps).map { gap in
        SensorReport.Gap(
          firstSequence: gap.firstSequence,
          lastSequence: gap.lastSequence,
          from: gap.from,
          until: gap.until,
          bytes: gap.bytes
        )
      },
      certificateUntil: credentials.present.certificate.validUntil
    )
  }

  private func writeStatuses() async {
    var last: SensorError?
    while !Task.isCancelled {
      do throws(SensorError) {
        let identity = credentials.present
        let status = SensorStatus(
          sensor: identity.sensor,
          centre: identity.centre.description,
          report: report,
          shipping: sources.progress.snapshot
        )
        try PrivateFile.replace(files.status, with: Array(try status.json().utf8), mode: 0o644)
        last = nil
      } catch {
        if last != error { say(error.description) }
        last = error
      }
      try? await Task.sleep(for: intervals.status)
    }
  }

  private func sendReports() async {
    var last: String?
    // Before the first report the interfaces open: the centre would flag them for a whole interval.
    try? await Task.sleep(for: min(intervals.report, Self.firstReport))
    while !Task.isCancelled {
      let sentence = await send()
      if let sentence, sentence != last, !Task.isCancelled { say(sentence) }
      last = sentence
      try? await Task.sleep(for: intervals.report)
    }
  }

  /// Sends a report; why it did not arrive, nil where it did.
  private func send() async -> String? {
    guard let body = try? JSONEncoder().encode(report) else {
      return "the report cannot be written"
    }
    let client = CentreClient(credentials.present, options: client, group: group, now: now)
    do throws(SensorError) {
      let answer = try await client.send(.message(Array(body), to: CentreAPI.report))
      sources.offset.add(answer)
      guard (200..<300).contains(answer.status) else {
        return "the centre \(client.centre): it answers \(answer.status) to the report "
          + "(\(answer.sentence)); it is sent again each \(intervals.report)"
      }
      return nil
    } catch {
      return error.description
    }
  }
}
