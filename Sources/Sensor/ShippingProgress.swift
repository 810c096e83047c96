import Synchronization

/// How shipping goes, for the status and for whoever reads the log.
public final class ShippingProgress: Sendable {
  /// How it goes at one moment.
  public struct Snapshot: Codable, Hashable, Sendable {
    /// Segments that the centre has taken since the program began.
    public var shipped: UInt64 = 0
    /// Segments that the centre has kept aside since the program began.
    public var refused: UInt64 = 0
    /// When the centre last took a segment, in nanoseconds since 1970.
    public var lastShipped: Int64?
    /// Why nothing can be shipped now, nil where all is well.
    public var problem: String?
    /// Since when, in nanoseconds since 1970.
    public var problemSince: Int64?
  }

  private let state = Mutex(Snapshot())
  private let now: @Sendable () -> Int64
  private let say: @Sendable (String) -> Void

  /// Nothing was shipped yet.
  ///
  /// - Parameters:
  ///   - now: The clock, in nanoseconds since 1970.
  ///   - say: Where sentences for the operator go.
  public init(
    now: @escaping @Sendable () -> Int64,
    say: @escaping @Sendable (String) -> Void
  ) {
    self.now = now
    self.say = say
  }

  /// How it goes.
  public var snapshot: Snapshot { state.withLock { $0 } }

  /// The centre has taken a segment.
  func stored() {
    let time = now()
    let isOver = state.withLock { state in
      state.shipped += 1
      state.lastShipped = time
      defer { (state.problem, state.problemSince) = (nil, nil) }
      return state.problem != nil
    }
    if isOver { say("shipping goes on: the centre has taken a segment") }
  }

  /// The centre has kept a segment aside.
  func setAside(_ sentence: String) {
    state.withLock { $0.refused += 1 }
    say(sentence)
  }

  /// Nothing can be shipped; a sentence is said once, not at every try.
  func failed(_ sentence: String) {
    let time = now()
    let isNew = state.withLock { state in
      defer {
        state.problem = sentence
        state.problemSince = state.problemSince ?? time
      }
      return state.problem != sentence
    }
    if isNew { say(sentence) }
  }

  /// Something went wrong that keeps nothing else from being shipped.
  func warn(_ sentence: String) {
    say(sentence)
  }
}
