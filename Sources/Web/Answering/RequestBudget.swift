import Synchronization

/// How many requests a reader may make: so many a minute, and a fifth of them at once.
///
/// For each reader one number is kept, the time at which all that was spent is earned again (the generic cell rate
/// algorithm, ITU-T I.371, annex A).
final class RequestBudget: Sendable {
  /// Whose requests are counted together.
  enum Spender: Hashable, Sendable {
    /// Somebody without an account, by their address; by the network of 64 bits in IPv6.
    case address(String)
    /// An account, with all of its browsers and programs.
    case account(String)
    /// All who came when too many others were known.
    case others
  }

  /// What is left behind a request.
  struct Balance: Hashable, Sendable {
    /// Whether the request may be answered.
    var isAllowed: Bool
    /// How many more may follow at once.
    var remaining: Int
    /// In how many seconds all of it is there again.
    var reset: Int
    /// In how many seconds the next request may come; 0 where it may now.
    var wait: Int
  }

  private static let minute: Int64 = 60_000_000_000
  /// So many spenders are told apart: a table of some megabytes.
  private static let most = 50_000

  /// How many requests a minute earns; 0 for no bound.
  let perMinute: Int
  private let step: Int64
  /// How far the time of a spender may be ahead.
  private let burst: Int64
  private let times = Mutex<[Spender: Int64]>([:])

  /// A budget of so many requests a minute.
  init(perMinute: Int) {
    self.perMinute = perMinute
    step = perMinute > 0 ? Self.minute / Int64(perMinute) : 0
    burst = step * Int64(max(1, perMinute / 5))
  }

  /// How many requests may come at once.
  var atOnce: Int { step > 0 ? Int(burst / step) : 0 }

  /// Counts a request; nil where nothing is bounded.
  func spend(_ spender: Spender, at time: Int64) -> Balance? {
    guard step > 0 else { return nil }
    return times.withLock { times in
      var spender = spender
      if times[spender] == nil, times.count >= Self.most {
        times = times.filter { $0.value > time }
        if times.count >= Self.most { spender = .others }
      }
      // A clock that is set back would make a reader wait for what it was ahead.
      let former = min(times[spender] ?? time, time + burst)
      let next = max(former, time) + step
      let isAllowed = next - time <= burst
      times[spender] = isAllowed ? next : former
      let owed = (isAllowed ? next : former) - time
      return Balance(
        isAllowed: isAllowed,
        remaining: max(0, Int((burst - owed) / step)),
        reset: Self.seconds(owed),
        wait: isAllowed ? 0 : max(1, Self.seconds(next - time - burst))
      )
    }
  }

  /// Whole seconds, rounded up.
  private static func seconds(_ time: Int64) -> Int {
    Int((max(0, time) + 999_999_999) / 1_000_000_000)
  }
}
