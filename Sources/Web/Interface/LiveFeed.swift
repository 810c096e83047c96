import Schema
import Store
import Synchronization

/// What is counted of today, looked up for all who listen together, while somebody does.
final class LiveFeed: Sendable {
  /// How long between two looks.
  private static let pause = Duration.seconds(5)
  private static let hour: Int64 = 3_600_000_000_000
  /// The most who listen at once, and of one account.
  private static let most = 64
  private static let mostOfOne = 4

  /// Who listens.
  private struct Listener {
    var account: String
    var continuation: AsyncStream<LiveReading>.Continuation
  }

  private struct State {
    var listeners: [Int: Listener] = [:]
    var next = 0
    var last: LiveReading?
    var hasEnded = false
  }

  private let content: WebContent
  private let now: @Sendable () -> Int64
  private let log: @Sendable (String) -> Void
  private let state = Mutex(State())

  init(
    content: WebContent,
    now: @escaping @Sendable () -> Int64,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.content = content
    self.now = now
    self.log = log
  }

  /// Readings from now on, the latest one at once.
  ///
  /// - Parameter account: Who listens.
  /// - Returns: The readings, of which a slow listener misses some.
  /// - Throws: `WebError` where too many listen.
  func listen(_ account: String) throws(WebError) -> AsyncStream<LiveReading> {
    let (readings, continuation) = AsyncStream<LiveReading>.makeStream(
      bufferingPolicy: .bufferingNewest(1)
    )
    let number: Int? = state.withLock { state in
      let own = state.listeners.values.count { $0.account == account }
      guard !state.hasEnded, own < Self.mostOfOne, state.listeners.count < Self.most else {
        return nil
      }
      state.next += 1
      state.listeners[state.next] = Listener(account: account, continuation: continuation)
      if let last = state.last { continuation.yield(last) }
      return state.next
    }
    guard let number else {
      throw WebError(
        503,
        place: "live",
        problem: "too many listen already",
        remedy: "close another window, or try again in a minute",
        retryAfter: 60
      )
    }
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
    }
    return readings
  }

  /// Looks again and again until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      if state.withLock({ !$0.listeners.isEmpty }) { await look() }
      do { try await Task.sleep(for: Self.pause) } catch { return }
    }
  }

  /// Ends all streams; nobody listens any more.
  func end() {
    let continuations = state.withLock { state in
      state.hasEnded = true
      return state.listeners.values.map(\.continuation)
    }
    for continuation in continuations { continuation.finish() }
  }

  private func look() async {
    let time = now()
    let today = content.zone.day(of: time).day
    do {
      let lastHour = TimeRange(start: time - Self.hour, end: time)
      async let listening = content.store.coverage(of: today, lastHour)
      guard let day = Period(first: today, last: today) else { return }
      let packets = try await content.store.coverage(in: day, zone: content.zone)
      let reading = LiveReading(
        time: time,
        day: today,
        packets: Dictionary(
          packets.map { ($0.sensor, $0.packets) },
          uniquingKeysWith: +
        ),
        listening: Set(try await listening.filter { $0.covered > 0 }.map(\.sensor))
      )
      let continuations = state.withLock { state in
        state.last = reading
        return state.listeners.values.map(\.continuation)
      }
      for continuation in continuations { continuation.yield(reading) }
    } catch {
      if !Task.isCancelled { log("live: \(error)") }
    }
  }
}
