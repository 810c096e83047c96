import Synchronization

/// What came to a test's centre.
final class RequestLog: Sendable {
  private let state = Mutex((requests: [TestCentre.Request](), connections: 0))

  var requests: [TestCentre.Request] { state.withLock { $0.requests } }
  var connections: Int { state.withLock { $0.connections } }

  /// Takes a request, and gives its number from 0.
  func append(_ request: TestCentre.Request) -> Int {
    state.withLock { state in
      state.requests.append(request)
      return state.requests.count - 1
    }
  }

  /// Counts a connection, and gives its number from 0.
  func countConnection() -> Int {
    state.withLock { state in
      state.connections += 1
      return state.connections - 1
    }
  }
}
