public import NIOPosix
public import Segment
import Shipping

/// Brings the spool's segments to the centre: the oldest first, several at once, each until the centre has it.
///
/// A failure of the centre stops all of them for a time that grows (`BackOff`), and then one segment tries
/// the way before the others follow. A segment that the centre does not take waits by itself.
public struct Shipper: Sendable {
  /// How it goes about it.
  public struct Options: Sendable {
    /// How many segments are on their way at once.
    public var inFlight = 4
    /// How many bytes of segments are on their way at once, but for a segment that alone has more.
    public var bytesInFlight = 16 << 20
    /// The longest first wait after a failure, and the longest of all.
    public var pauses = (first: Duration.seconds(1), longest: Duration.seconds(300))
    /// The wait after the centre has said that this sensor is barred.
    public var barredPause = Duration.seconds(300)
    /// How often the spool is looked at for new segments.
    public var poll = Duration.seconds(1)
    /// The most bytes a second; nil for no limit.
    public var bandwidth: Int64?

    /// The usual way.
    public init() {}
  }

  private typealias Instant = ContinuousClock.Instant

  private enum Event: Sendable {
    case tick
    case ended(SpooledSegment, Shipment.Ending, CentreConnection?, started: ContinuousClock.Instant)
  }

  /// What the loop knows.
  private struct State {
    var idle: [CentreConnection] = []
    var flying: [UInt64: Int] = [:]
    var delayed: [UInt64: (backOff: BackOff, until: Instant)] = [:]
    var backOff: BackOff
    var limit: Int
    var failed = ContinuousClock.now
    var resume = ContinuousClock.now
  }

  private let spool: Spool
  private let credentials: SensorCredentials
  private let client: CentreClient.Options
  private let options: Options
  private let pace: Bandwidth?
  private let group: MultiThreadedEventLoopGroup
  private let offset: ClockOffset
  private let progress: ShippingProgress
  private let now: @Sendable () -> Int64

  /// A shipper that has not begun.
  ///
  /// - Parameters:
  ///   - spool: Where the segments are.
  ///   - credentials: The sensor's identity; a renewed one is used from the next connection on.
  ///   - client: How the centre is reached.
  ///   - options: How to go about it.
  ///   - group: The threads of the network.
  ///   - offset: Learns the clock's offset from every answer.
  ///   - progress: Learns how it goes.
  ///   - now: The clock, in nanoseconds since 1970.
  public init(
    spool: Spool,
    credentials: SensorCredentials,
    client: CentreClient.Options,
    options: Options = Options(),
    group: MultiThreadedEventLoopGroup,
    offset: ClockOffset,
    progress: ShippingProgress,
    now: @escaping @Sendable () -> Int64
  ) {
    self.spool = spool
    self.credentials = credentials
    self.client = client
    self.options = options
    pace = options.bandwidth.map { Bandwidth(rate: $0) }
    self.group = group
    self.offset = offset
    self.progress = progress
    self.now = now
  }

  /// Ships until the task is cancelled.
  public func run() async {
    var state = State(
      backOff: BackOff(first: options.pauses.first, longest: options.pauses.longest),
      limit: options.inFlight
    )
    await withTaskGroup(of: Event.self) { group in
      let poll = options.poll
      group.addTask { .tick }
      while let event = await group.next() {
        switch event {
        case .tick:
          guard !Task.isCancelled else { break }
          group.addTask {
            try? await Task.sleep(for: poll)
            return .tick
          }
        case .ended(let segment, let ending, let connection, let started):
          state.flying[segment.sequence] = nil
          if let connection, connection.isOpen { state.idle.append(connection) }
          if !Task.isCancelled { settle(segment, ending, started, &state) }
        }
        if !Task.isCancelled { fill(&group, &state) }
      }
    }
    for connection in state.idle { connection.close() }
  }

  private func fill(_ group: inout TaskGroup<Event>, _ state: inout State) {
    let instant = ContinuousClock.now
    guard instant >= state.resume else { return }
    let waiting = state.delayed.filter { $0.value.until > instant }.map(\.key)
    let identity = credentials.present
    while state.flying.count < state.limit {
      let besides = Set(waiting).union(state.flying.keys)
      guard let segment = spool.unshipped(1, besides: besides).first else { return }
      let bytes = state.flying.values.reduce(segment.length, +)
      guard state.flying.isEmpty || bytes <= options.bytesInFlight else { return }
      state.flying[segment.sequence] = segment.length
      let shipment = Shipment(
        segment: segment,
        spool: spool,
        pace: pace,
        connection: connection(of: identity, &state)
      )
      let client = CentreClient(identity, options: client, group: self.group, now: now)
      group.addTask {
        let (ending, connection) = await shipment.run(client)
        return .ended(segment, ending, connection, started: instant)
      }
    }
  }

  /// A connection that waits, opened with the present certificate; those of an older one are closed.
  private func connection(
    of identity: SensorIdentity,
    _ state: inout State
  ) -> CentreConnection? {
    while let connection = state.idle.popLast() {
      if connection.isOpen, connection.serial == identity.certificate.serial { return connection }
      connection.close()
    }
    return nil
  }

  private func settle(
    _ segment: SpooledSegment,
    _ ending: Shipment.Ending,
    _ started: ContinuousClock.Instant,
    _ state: inout State
  ) {
    let answer: CentreAnswer
    switch ending {
    case .answered(let given): answer = given
    case .unreachable(let error):
      pause(error.description, nil, started, &state)
      return
    case .unreadable(let error):
      progress.warn(error.description)
      delay(segment, nil, &state)
      return
    }
    offset.add(answer)
    let centre = "the centre \(credentials.present.centre)"
    let said = "\(centre) answers \(answer.status) to segment \(segment.sequence)"
    switch ShipmentOutcome(status: answer.status) {
    case .stored:
      state.backOff.reset()
      state.limit = min(options.inFlight, state.limit + 1)
      progress.stored()
      close(segment, &state) { () throws(SegmentError) in try spool.markShipped(segment) }
    case .setAside:
      state.backOff.reset()
      let reason = "\(answer.status) \(answer.sentence)"
      progress.setAside(
        "\(said) (\(answer.sentence)): it is kept in spool/refused and not sent again; "
          + "ask the centre why"
      )
      close(segment, &state) { () throws(SegmentError) in
        try spool.setAside(segment, because: reason)
      }
    case .barred:
      pause(
        "\(centre) does not let this sensor in (\(answer.status) \(answer.sentence)); "
          + "ask the centre whether it was revoked, and enrol again with a new token",
        max(answer.retryAfter ?? .zero, options.barredPause),
        started,
        &state
      )
    case .busy:
      let sentence = "\(said) (\(answer.sentence)): it is tried again later"
      pause(sentence, answer.retryAfter, started, &state)
    case .notThisOne:
      progress.warn("\(said) (\(answer.sentence)): it is tried again later")
      delay(segment, answer.retryAfter, &state)
    }
  }

  /// Changes a segment's place in the spool; where that fails, it is sent again later, to no effect.
  private func close(
    _ segment: SpooledSegment,
    _ state: inout State,
    _ change: () throws(SegmentError) -> Void
  ) {
    do throws(SegmentError) {
      try change()
      state.delayed[segment.sequence] = nil
    } catch {
      progress.warn(error.description)
      delay(segment, nil, &state)
    }
  }

  /// Lets all segments wait.
  ///
  /// What was under way when it began says nothing new.
  private func pause(
    _ sentence: String,
    _ wanted: Duration?,
    _ started: ContinuousClock.Instant,
    _ state: inout State
  ) {
    guard started >= state.failed else { return }
    let instant = ContinuousClock.now
    let wait = state.backOff.wait(random: .random(in: 0..<1))
    state.failed = instant
    state.resume = instant + max(wait, wanted ?? .zero)
    state.limit = 1
    progress.failed(sentence)
  }

  private func delay(_ segment: SpooledSegment, _ wanted: Duration?, _ state: inout State) {
    var backOff =
      state.delayed[segment.sequence]?.backOff
      ?? BackOff(first: options.pauses.first, longest: options.pauses.longest)
    let wait = max(backOff.wait(random: .random(in: 0..<1)), wanted ?? .zero)
    state.delayed[segment.sequence] = (backOff, ContinuousClock.now + wait)
  }
}
