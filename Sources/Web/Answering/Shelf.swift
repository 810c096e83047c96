import Synchronization

/// What is the same for a while, made once however many ask for it at the same time.
final class Shelf<Value: Sendable>: Sendable {
  private struct Entry {
    var number: Int
    /// What is there, and when it was asked for.
    var kept: (value: Value, time: Int64)?
    /// What makes the next.
    var task: Task<Value, any Error>?
  }

  private struct State {
    var entries: [ShelfKey: Entry] = [:]
    var number = 0
  }

  private enum Finding {
    case kept(Value)
    case made(Task<Value, any Error>)
    case noRoom
  }

  private let room: Int
  private let fresh: Int64
  private let longest: Int64
  private let log: @Sendable (String) -> Void
  private let state = Mutex(State())

  /// An empty shelf.
  ///
  /// - Parameters:
  ///   - room: How many values it keeps.
  ///   - fresh: So many seconds a value is given without being made again.
  ///   - longest: So many seconds it is given while the next is made.
  ///   - log: Told why a next one could not be made, where nobody waits for it.
  init(
    room: Int,
    fresh: Int64,
    longest: Int64,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.room = room
    self.fresh = fresh * 1_000_000_000
    self.longest = longest * 1_000_000_000
    self.log = log
  }

  /// The fresh value that is kept; nil where none is.
  func kept(_ key: ShelfKey, at time: Int64) -> Value? {
    state.withLock { state in
      state.entries[key]?.kept.flatMap { time - $0.time < fresh ? $0.value : nil }
    }
  }

  /// The value of a key: kept, or made now.
  ///
  /// - Parameters:
  ///   - key: What is asked for.
  ///   - time: The present time in nanoseconds since 1970.
  ///   - make: Makes it; what it throws is not kept.
  /// - Returns: The value.
  /// - Throws: What making it throws.
  func value(
    _ key: ShelfKey,
    at time: Int64,
    _ make: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    guard key.isShort else { return try await make() }
    let finding = state.withLock { state -> Finding in
      var entry = state.entries[key] ?? Entry(number: -1)
      let age = entry.kept.map { time - $0.time } ?? .max
      if let kept = entry.kept, age < fresh { return .kept(kept.value) }
      if entry.task == nil {
        if entry.number < 0, !makeRoom(&state, at: time) { return .noRoom }
        state.number += 1
        entry.number = state.number
        entry.task = task(key, entry.number, at: time, make)
        state.entries[key] = entry
      }
      if let kept = entry.kept, age < longest { return .kept(kept.value) }
      return entry.task.map { .made($0) } ?? .noRoom
    }
    return switch finding {
    case .kept(let value): value
    case .made(let task): try await task.value
    case .noRoom: try await make()
    }
  }

  /// Forgets all, because something was changed.
  func clear() {
    state.withLock { $0.entries.removeAll() }
  }

  /// Makes a value for whoever waits; it goes on where the first of them leaves.
  private func task(
    _ key: ShelfKey,
    _ number: Int,
    at time: Int64,
    _ make: @escaping @Sendable () async throws -> Value
  ) -> Task<Value, any Error> {
    Task {
      do {
        let value = try await make()
        settle(key, number) { $0 = Entry(number: number, kept: (value, time)) }
        return value
      } catch {
        settle(key, number) { entry in
          entry?.task = nil
          if entry?.kept == nil { entry = nil } else { log("\(key.path): \(error)") }
        }
        throw error
      }
    }
  }

  private func settle(_ key: ShelfKey, _ number: Int, _ change: (inout Entry?) -> Void) {
    state.withLock { state in
      guard state.entries[key]?.number == number else { return }
      change(&state.entries[key])
    }
  }

  private func makeRoom(_ state: inout State, at time: Int64) -> Bool {
    if state.entries.count >= room {
      state.entries = state.entries.filter { _, entry in
        entry.task != nil || entry.kept.map { time - $0.time < longest } ?? false
      }
    }
    return state.entries.count < room
  }
}
